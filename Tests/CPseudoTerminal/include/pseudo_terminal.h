#pragma once
#include <stdbool.h>
#include <sys/types.h>

/// Starts a program in a session of its own on a new pseudo-terminal of that extent, with default signal handling.
/// `hold` keeps the terminal's other side open, so that its modes can be read after the program has ended.
/// Returns the process, or -1 with errno; the controlling side goes to `*controller`.
pid_t pseudo_terminal_spawn(
    const char *path, char *const arguments[], char *const environment[], int rows, int columns, int *controller,
    int *hold);
/// Tells the kernel, which sends SIGWINCH. 0, or -1 with errno.
int pseudo_terminal_resize(int controller, int rows, int columns);
/// Whether typed characters are echoed and collected into lines. False when the modes cannot be read.
bool pseudo_terminal_echoes(int descriptor);
bool pseudo_terminal_collects_lines(int descriptor);
/// The process group in the foreground, or -1.
pid_t pseudo_terminal_foreground(int controller);

/// -1 while it runs; then its exit status, or 256 plus the signal that ended it.
int pseudo_terminal_status(pid_t process);
