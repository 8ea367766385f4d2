#define _GNU_SOURCE
#include "terminal_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* Written before the handlers can run, read by them. */
static struct termios saved_modes;
static int guarded = -1;
static pid_t owner;
static char reset_bytes[512];
static size_t reset_count;
static atomic_int is_armed;

int terminal_guard_begin(int descriptor, const char *reset, size_t reset_length) {
  if (reset_length > sizeof reset_bytes) {
    errno = E2BIG;
    return -1;
  }
  if (tcgetattr(descriptor, &saved_modes) != 0) return -1;
  memcpy(reset_bytes, reset, reset_length);
  reset_count = reset_length;
  owner = getpid();
  guarded = descriptor;
  return 0;
}

void terminal_guard_arm(void) { atomic_store(&is_armed, 1); }
void terminal_guard_disarm(void) { atomic_store(&is_armed, 0); }

int terminal_guard_restore_modes(void) {
  if (guarded < 0) return 0;
  /* A background process would be stopped by SIGTTOU for setting modes. */
  sigset_t block, before;
  sigemptyset(&block);
  sigaddset(&block, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &block, &before);
  int result = tcsetattr(guarded, TCSANOW, &saved_modes);
  int code = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = code;
  return result;
}

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

void terminal_guard_restore(void) {
  int code = errno;
  /* A forked child that ends must leave its parent's screen alone. */
  if (guarded >= 0 && getpid() == owner && atomic_exchange(&is_armed, 0)) {
    write_all(guarded, reset_bytes, reset_count);
    terminal_guard_restore_modes();
  }
  errno = code;
}

/* -- crashes -- */

static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS};
static struct sigaction before_crash[NSIG];
static char crash_stack[65536];

static void on_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  terminal_guard_restore();
  sigaction(number, &before_crash[number], NULL);
  /* A fault happens again when its instruction does; a signal that was sent has to be sent again. */
  if (info != NULL && info->si_code > 0 && number != SIGTRAP && number != SIGSYS) return;
  raise(number);
}

int terminal_guard_install_crash_handlers(void) {
  static bool is_installed;
  if (is_installed) return 0;
  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) {
    stack_t own = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    if (sigaltstack(&own, NULL) != 0) return -1;
  }
  struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof crash_signals / sizeof *crash_signals; i++) {
    if (sigaction(crash_signals[i], &action, &before_crash[crash_signals[i]]) != 0) return -1;
  }
  is_installed = true;
  return atexit(terminal_guard_restore) == 0 ? 0 : -1;
}

/* -- the self-pipe -- */

static const int piped_signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
static struct sigaction before_pipe[NSIG];
static int pipe_ends[2] = {-1, -1};
static atomic_int endings_waiting;

static bool asks_to_end(int number) { return number == SIGTERM || number == SIGINT || number == SIGQUIT; }

static void on_signal(int number) {
  int code = errno;
  if (asks_to_end(number) && atomic_fetch_add(&endings_waiting, 1) > 0) {
    /* Nobody has taken the first one: the main loop hangs. */
    terminal_guard_restore();
    struct sigaction fallback = {.sa_handler = SIG_DFL};
    sigaction(number, &fallback, NULL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, number);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  }
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(pipe_ends[1], &byte, 1);
  (void)written; /* A full pipe wakes the loop as well. */
  errno = code;
}

int signal_pipe_open(void) {
  if (pipe_ends[0] >= 0) return pipe_ends[0];
  if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  for (size_t i = 0; i < sizeof piped_signals / sizeof *piped_signals; i++) {
    int number = piped_signals[i];
    if (sigaction(number, NULL, &before_pipe[number]) != 0) return -1;
    /* Under nohup, hanging up stays ignored. */
    if (number == SIGHUP && before_pipe[number].sa_handler == SIG_IGN) continue;
    if (sigaction(number, &action, NULL) != 0) return -1;
  }
  return pipe_ends[0];
}

int signal_pipe_take(void) {
  unsigned char byte;
  ssize_t count;
  do count = read(pipe_ends[0], &byte, 1);
  while (count < 0 && errno == EINTR);
  if (count < 0) return errno == EAGAIN ? 0 : -1;
  if (count == 0) return 0;
  if (asks_to_end(byte)) atomic_store(&endings_waiting, 0);
  return byte;
}

void signal_pipe_close(void) {
  if (pipe_ends[0] < 0) return;
  for (size_t i = 0; i < sizeof piped_signals / sizeof *piped_signals; i++) {
    sigaction(piped_signals[i], &before_pipe[piped_signals[i]], NULL);
  }
  close(pipe_ends[0]);
  close(pipe_ends[1]);
  pipe_ends[0] = pipe_ends[1] = -1;
}

/* -- the rest -- */

void stop_as_suspended(void) {
  struct sigaction fallback = {.sa_handler = SIG_DFL}, before;
  sigset_t only, mask;
  sigemptyset(&only);
  sigaddset(&only, SIGTSTP);
  sigaction(SIGTSTP, &fallback, &before);
  pthread_sigmask(SIG_UNBLOCK, &only, &mask);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &before, NULL);
}

int terminal_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

int terminal_take_control_keys(int descriptor) {
  struct termios modes;
  if (tcgetattr(descriptor, &modes) != 0) return -1;
  modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF | ICRNL | INLCR);
  modes.c_cc[VLNEXT] = _POSIX_VDISABLE;
  modes.c_cc[VDISCARD] = _POSIX_VDISABLE;
  return tcsetattr(descriptor, TCSANOW, &modes);
}

int output_reopen(int descriptor) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  return open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}
