#define _GNU_SOURCE
#include "CPrograms.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// The same file under a descriptor above standard error, so that none is written over when the three are put in place.
static int above_errors(int descriptor) {
    if (descriptor < 0 || descriptor > 2) {
        return descriptor;
    }
    const int other = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    const int error = errno;
    close(descriptor);
    errno = error;
    return other;
}

int programs_pipe(int *reading, int *writing) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return errno;
    }
    ends[0] = above_errors(ends[0]);
    int error = ends[0] < 0 ? errno : 0;
    ends[1] = above_errors(ends[1]);
    error = ends[1] < 0 ? errno : error;
    // Only our end: many programs do not expect that writing may be refused.
    if (error == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) {
        error = errno;
    }
    if (error != 0) {
        close(ends[0]);
        close(ends[1]);
        return error;
    }
    *reading = ends[0];
    *writing = ends[1];
    return 0;
}

int programs_bell(void) {
    return above_errors(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
}

void programs_ring(int bell) {
    const uint64_t one = 1;
    // It fails only if it was rung 2^64 times.
    if (write(bell, &one, sizeof one) < 0) {
        return;
    }
}

int programs_open(const char *path) {
    return above_errors(open(path, O_RDONLY | O_CLOEXEC));
}

static int prepare(
    posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, const char *folder, int input, int output,
    int errors) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int error = posix_spawn_file_actions_addchdir_np(actions, folder);
    error = error ? error : posix_spawn_file_actions_adddup2(actions, input, 0);
    error = error ? error : posix_spawn_file_actions_adddup2(actions, output, 1);
    error = error ? error : posix_spawn_file_actions_adddup2(actions, errors, 2);
    error = error ? error : posix_spawn_file_actions_addclosefrom_np(actions, 3);
    error = error ? error : posix_spawnattr_setsigmask(attributes, &none);
    error = error ? error : posix_spawnattr_setsigdefault(attributes, &all);
    const short flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    return error ? error : posix_spawnattr_setflags(attributes, flags);
}

int programs_start(
    const char *path, char *const arguments[], char *const environment[], const char *folder, int input, int output,
    int errors, pid_t *process, int *watch) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) {
        return error;
    }
    error = posix_spawnattr_init(&attributes);
    if (error == 0) {
        error = prepare(&actions, &attributes, folder, input, output, errors);
        error = error ? error : posix_spawn(process, path, &actions, &attributes, arguments, environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    if (error == 0) {
        *watch = (int)syscall(SYS_pidfd_open, *process, 0);
    }
    return error;
}

int programs_has_ended(pid_t process) {
    siginfo_t news = {0};
    return waitid(P_PID, process, &news, WEXITED | WNOHANG | WNOWAIT) == 0 && news.si_pid == process;
}

int programs_finish(pid_t process) {
    int status = 0;
    // Before it is fetched: until then its number, and so that of its group, is nobody else's.
    kill(-process, SIGKILL);
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) {
            return -SIGKILL;
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int programs_lock(const char *folder) {
    const int descriptor = above_errors(open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}
