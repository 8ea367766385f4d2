#define _GNU_SOURCE
#include "pseudo_terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

pid_t pseudo_terminal_spawn(
    const char *path, char *const arguments[], char *const environment[], int rows, int columns, int *controller,
    int *hold) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  if (openpty(controller, hold, NULL, NULL, &size) != 0) return -1;
  fcntl(*controller, F_SETFD, FD_CLOEXEC);
  fcntl(*hold, F_SETFD, FD_CLOEXEC);
  pid_t process = fork();
  if (process != 0) return process;
  setsid();
  ioctl(*hold, TIOCSCTTY, 0);
  for (int descriptor = 0; descriptor < 3; descriptor++) dup2(*hold, descriptor);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(path, arguments, environment);
  _exit(127);
}

int pseudo_terminal_resize(int controller, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(controller, TIOCSWINSZ, &size);
}

static bool has_local_mode(int descriptor, tcflag_t mode) {
  struct termios modes;
  return tcgetattr(descriptor, &modes) == 0 && (modes.c_lflag & mode) != 0;
}
bool pseudo_terminal_echoes(int descriptor) { return has_local_mode(descriptor, ECHO); }
bool pseudo_terminal_collects_lines(int descriptor) { return has_local_mode(descriptor, ICANON); }
pid_t pseudo_terminal_foreground(int controller) { return tcgetpgrp(controller); }

int pseudo_terminal_status(pid_t process) {
  int status = 0;
  pid_t result = waitpid(process, &status, WNOHANG);
  if (result != process) return -1;
  return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}
