#define _GNU_SOURCE
#include "wakeups.h"

#include <errno.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/vfs.h>
#include <unistd.h>

int wakeup_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void wakeup_signal(int descriptor) {
  int code = errno;
  uint64_t one = 1;
  ssize_t written = write(descriptor, &one, sizeof one);
  (void)written; /* Only a full counter refuses, and that is readable. */
  errno = code;
}

bool wakeup_clear(int descriptor) {
  uint64_t count;
  return read(descriptor, &count, sizeof count) == (ssize_t)sizeof count;
}

int file_monitor_open(void) { return inotify_init1(IN_CLOEXEC | IN_NONBLOCK); }

int file_monitor_add(int descriptor, const char *path, bool is_directory) {
  uint32_t contents = IN_MODIFY | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;
  uint32_t names = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR | IN_EXCL_UNLINK;
  return inotify_add_watch(descriptor, path, is_directory ? contents | names : contents);
}

void file_monitor_remove(int descriptor, int watch) { inotify_rm_watch(descriptor, watch); }

bool file_monitor_next(const void *buffer, size_t length, size_t *offset, file_change *change) {
  struct inotify_event event;
  if (*offset + sizeof event > length) return false;
  memcpy(&event, (const char *)buffer + *offset, sizeof event);
  change->watch = event.wd;
  change->name = event.len ? (const char *)buffer + *offset + sizeof event : "";
  change->kind = 0;
  if (event.mask & (IN_MODIFY | IN_ATTRIB)) change->kind |= change_of_contents;
  if (event.mask & (IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)) change->kind |= change_of_names;
  if (event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) change->kind |= change_of_watch;
  if (event.mask & IN_Q_OVERFLOW) change->kind |= change_overflow;
  *offset += sizeof event + event.len;
  return true;
}

bool file_system_is_remote(const char *path) {
  struct statfs information;
  if (statfs(path, &information) != 0) return false;
  switch ((uint32_t)information.f_type) {
  case 0x6969:     /* NFS */
  case 0x517B:     /* SMB */
  case 0xFF534D42: /* CIFS */
  case 0xFE534D42: /* SMB2 */
  case 0x01021997: /* 9p */
  case 0x65735546: /* FUSE */
  case 0x0BD00BD0: /* Lustre */
  case 0x00C36400: /* Ceph */
  case 0x5346414F: /* AFS */
  case 0x6B414653: /* kAFS */
  case 0x73757245: /* Coda */
  case 0x564C:     /* NCP */
  case 0x47504653: /* GPFS */
  case 0x19830326: /* BeeGFS */
  case 0x7461636F: /* OCFS2 */
  case 0x01161970: /* GFS2 */
  case 0x786F4256: /* VirtualBox shared folder */
  case 0xAAD7AAEA: /* PanFS */
    return true;
  default:
    return false;
  }
}
