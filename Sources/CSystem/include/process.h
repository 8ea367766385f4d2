#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* How a program is started. Paths are NUL-terminated; NULL means "as it is". */
typedef struct {
  char *const *argv;           /* argv[0] is searched in PATH unless it holds a slash */
  char *const *envp;
  const char *working_directory;
  const char *output_path;     /* appended to by standard output and standard error; /dev/null if NULL */
  const char *error_path;      /* appended to by standard error alone; as standard output if NULL */
} process_start;

/* Starts a program as the leader of its own session: standard input from /dev/null, no descriptor above 2,
   no blocked and no ignored signal. The files are opened by the new process itself. Returns 0 or an errno. */
int process_spawn(const process_start *start, pid_t *pid);

/* The same, but the program becomes nobody's child: it never has to be waited for. Returns 0 or an errno. */
int process_spawn_orphan(const process_start *start, pid_t *pid);

/* A descriptor that becomes readable when the process has ended; -1 and errno on failure. */
int process_descriptor(pid_t pid);

/* Sends a signal to the very process a descriptor names, never to a later one with its pid. 0 or an errno. */
int process_signal(int descriptor, int signal);

/* Waits for a child that has ended. 0 or an errno. */
int process_wait(pid_t pid, int *status, double *cpu_seconds, int64_t *max_resident_bytes);

/* What an exit status of process_wait says. */
bool process_was_signalled(int status);
int process_exit_code(int status);
int process_exit_signal(int status);

/* Blocks SIGTERM, SIGINT and SIGHUP in this thread and returns a descriptor that tells of them; -1 and errno. */
int process_termination_descriptor(void);

/* Reads one signal from such a descriptor: its number, or 0 when there is none. */
int process_read_termination(int descriptor);

/* Gives freed memory back to the system. */
void memory_give_back(void);

