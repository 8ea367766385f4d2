#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Remembers the terminal's modes as they are now, and the bytes that undo what the program will do to its screen.
/// Longer byte strings than 512 are refused. Returns 0, or -1 with errno.
int terminal_guard_begin(int descriptor, const char *reset, size_t reset_length);
/// From now on a crash or the normal end of the process restores the terminal.
void terminal_guard_arm(void);
/// Nothing is left to restore.
void terminal_guard_disarm(void);
/// Writes the reset bytes and sets the remembered modes, once per arming. Async-signal-safe.
void terminal_guard_restore(void);
/// Sets the remembered modes alone, however often. Async-signal-safe. Returns 0, or -1 with errno.
int terminal_guard_restore_modes(void);

/// Installs handlers for SEGV, BUS, ILL, TRAP, FPE, ABRT and SYS that restore the terminal and then do what was done
/// before, and an `atexit` handler. Installing again does nothing. Returns 0, or -1 with errno.
int terminal_guard_install_crash_handlers(void);

/// Opens the self-pipe for TERM, HUP, INT, QUIT, WINCH, TSTP and CONT: each signal becomes one byte, its number.
/// A second INT, TERM or QUIT before the first was taken restores the terminal and ends the process.
/// Returns the descriptor to read, non-blocking and close-on-exec, or -1 with errno.
int signal_pipe_open(void);
/// Takes the next signal; 0 when there is none, -1 with errno.
int signal_pipe_take(void);
/// Puts back the handlers that were there before, and closes the pipe.
void signal_pipe_close(void);

/// Stops this process as the terminal's stop key would, and returns once it goes on. In an orphaned process group,
/// where the kernel ignores that signal, it returns at once.
void stop_as_suspended(void);
/// The terminal's extent. Returns 0, or -1 with errno.
int terminal_size(int descriptor, int *columns, int *rows);
/// Switches off flow control, so that ctrl-s and ctrl-q are keys, and ctrl-v's literal next. 0, or -1 with errno.
int terminal_take_control_keys(int descriptor);

/// The terminal behind a descriptor, opened once more for writing without waiting, so that nobody else who has it open
/// is made not to wait. Returns a descriptor, or -1 with errno where it may not be opened, as after su.
int output_reopen(int descriptor);
