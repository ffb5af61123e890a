/* The subcommands, as main.c dispatches to them. argv[0] is the subcommand's
 * name; each returns the exit status of the command line's contract. */
#ifndef RISKTALLY_COMMAND_H
#define RISKTALLY_COMMAND_H

enum rt_exit {
    RT_EXIT_OK = 0,
    RT_EXIT_FINDINGS = 1,
    RT_EXIT_TROUBLE = 2,
    RT_EXIT_PARTIAL = 3,
    RT_EXIT_LOCKED = 75
};

int rt_command_merge(int argc, char **argv);
int rt_command_check(int argc, char **argv);
int rt_command_template(int argc, char **argv);
int rt_command_flag(int argc, char **argv);
int rt_command_rules(int argc, char **argv);

#endif
