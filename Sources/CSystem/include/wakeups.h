#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A descriptor through which one thread wakes another's poll: a counter, non-blocking and close-on-exec, readable when
   it is not zero; -1 and errno on failure. */
int wakeup_open(void);
/* Makes it readable. Async-signal-safe, from any thread. */
void wakeup_signal(int descriptor);
/* Makes it unreadable; true when it was readable. */
bool wakeup_clear(int descriptor);

/* What happened to a watched directory, file, or name in it. */
enum {
  change_of_contents = 1, /* bytes were written */
  change_of_names = 2,    /* a name came or went */
  change_of_watch = 4,    /* the watched thing itself went away; the watch has ended */
  change_overflow = 8     /* events were lost: look at everything again */
};
typedef struct {
  int watch; /* -1 for an overflow */
  uint32_t kind;
  const char *name; /* in the buffer; empty for the watched thing itself */
} file_change;

/* inotify(7). Each returns -1 and sets errno on failure. */
int file_monitor_open(void);
int file_monitor_add(int descriptor, const char *path, bool is_directory);
void file_monitor_remove(int descriptor, int watch);
/* Takes the change at *offset out of what was read into the buffer; false at its end. */
bool file_monitor_next(const void *buffer, size_t length, size_t *offset, file_change *change);

/* Whether a path lies on a file system whose other writers inotify does not see. */
bool file_system_is_remote(const char *path);
