/* Calls that Swift's Glibc module does not show: it is built without _GNU_SOURCE. */
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
} spawn_plan;

/* To be destroyed also when it fails. */
static int plan_make(spawn_plan *plan, const process_start *start) {
  memset(plan, 0, sizeof *plan);
  int error = posix_spawn_file_actions_init(&plan->actions);
  if (!error) error = posix_spawnattr_init(&plan->attributes);
  if (error) return error;
  const char *output = start->output_path ? start->output_path : "/dev/null";
  const int append = O_WRONLY | O_CREAT | O_APPEND;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  error = posix_spawn_file_actions_addopen(&plan->actions, 0, "/dev/null", O_RDONLY, 0);
  if (!error) error = posix_spawn_file_actions_addopen(&plan->actions, 1, output, append, 0644);
  if (!error && start->error_path)
    error = posix_spawn_file_actions_addopen(&plan->actions, 2, start->error_path, append, 0644);
  if (!error && !start->error_path) error = posix_spawn_file_actions_adddup2(&plan->actions, 1, 2);
  if (!error && start->working_directory)
    error = posix_spawn_file_actions_addchdir_np(&plan->actions, start->working_directory);
  if (!error) error = posix_spawn_file_actions_addclosefrom_np(&plan->actions, 3);
  if (!error) error = posix_spawnattr_setsigmask(&plan->attributes, &none);
  if (!error) error = posix_spawnattr_setsigdefault(&plan->attributes, &all);
  if (!error)
    error = posix_spawnattr_setflags(
        &plan->attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  return error;
}

static void plan_destroy(spawn_plan *plan) {
  posix_spawnattr_destroy(&plan->attributes);
  posix_spawn_file_actions_destroy(&plan->actions);
}

int process_spawn(const process_start *start, pid_t *pid) {
  spawn_plan plan;
  int error = plan_make(&plan, start);
  if (!error)
    error = posix_spawnp(pid, start->argv[0], &plan.actions, &plan.attributes, start->argv, start->envp);
  plan_destroy(&plan);
  return error;
}

typedef struct {
  int error;
  pid_t pid;
} spawn_report;

int process_spawn_orphan(const process_start *start, pid_t *pid) {
  int pipe_ends[2];
  if (pipe2(pipe_ends, O_CLOEXEC)) return errno;
  spawn_plan plan;
  int error = plan_make(&plan, start);
  pid_t between = -1;
  if (!error) {
    /* The process between ends at once, so that the program has no parent to leave a zombie to. It only makes
       system calls: other threads may have held a lock when it was forked. */
    between = fork();
    if (between < 0) error = errno;
  }
  if (between == 0) {
    spawn_report report = {0, 0};
    report.error =
        posix_spawnp(&report.pid, start->argv[0], &plan.actions, &plan.attributes, start->argv, start->envp);
    ssize_t written = write(pipe_ends[1], &report, sizeof report);
    _exit(written == (ssize_t)sizeof report ? 0 : 1);
  }
  close(pipe_ends[1]);
  if (!error) {
    spawn_report report;
    ssize_t count;
    do count = read(pipe_ends[0], &report, sizeof report);
    while (count < 0 && errno == EINTR);
    error = count == (ssize_t)sizeof report ? report.error : ECHILD;
    if (!error) *pid = report.pid;
    while (waitpid(between, NULL, 0) < 0 && errno == EINTR) {
    }
  }
  close(pipe_ends[0]);
  plan_destroy(&plan);
  return error;
}

int process_descriptor(pid_t pid) {
  return (int)syscall(SYS_pidfd_open, pid, 0);
}

int process_signal(int descriptor, int signal) {
  return syscall(SYS_pidfd_send_signal, descriptor, signal, NULL, 0) ? errno : 0;
}

int process_wait(pid_t pid, int *status, double *cpu_seconds, int64_t *max_resident_bytes) {
  struct rusage usage;
  pid_t result;
  do result = wait4(pid, status, 0, &usage);
  while (result < 0 && errno == EINTR);
  if (result < 0) return errno;
  *cpu_seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                 (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  *max_resident_bytes = (int64_t)usage.ru_maxrss * 1024;
  return 0;
}

bool process_was_signalled(int status) { return WIFSIGNALED(status); }
int process_exit_code(int status) { return WEXITSTATUS(status); }
int process_exit_signal(int status) { return WTERMSIG(status); }

int process_termination_descriptor(void) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  if (sigprocmask(SIG_BLOCK, &signals, NULL)) return -1;
  return signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
}

int process_read_termination(int descriptor) {
  struct signalfd_siginfo information;
  ssize_t count = read(descriptor, &information, sizeof information);
  return count == (ssize_t)sizeof information ? (int)information.ssi_signo : 0;
}

void memory_give_back(void) { malloc_trim(0); }
