/* The artefacts of a run: each function reads the finished ledger and writes
 * one file at `path` (a temporary name of outfile.h; the caller renames it).
 *
 * Same ledger, same run: same bytes. Nothing here reads the clock, the
 * locale, the environment or the machine's name.
 */
#ifndef RISKTALLY_REPORT_H
#define RISKTALLY_REPORT_H

#include "ledger/ledger.h"
#include "risk/due.h"
#include "state/closes.h"

struct rt_meeting;
struct rt_returns;
struct rt_approvals;
struct rt_outset;

/* An earlier register or treatment plan, which is no input. */
struct rt_previous_file {
    struct rt_str file; /* as named */
    char sha256[65];
    uint64_t size;
    char *way; /* of a plan, from the folder of the results; NULL: not known */
};

struct rt_previous_plan {
    const struct rt_previous_file *files;
    size_t file_count;
    struct rt_planned_counts rows; /* of all of them */
};

struct rt_file; /* of input/inputs.h */

struct rt_plan_parts;

/* What the run was asked for: for titles and for run.json. */
struct rt_run {
    const char *version; /* "0.1.0" */
    const char *now;     /* ISO date of the run, from --now or the clock */
    enum rt_lang lang;
    /* Of the document's properties; NULL: the consolidated result. */
    const char *subject;
    uint32_t max_rows;       /* of a sheet; 0: as many as there can be */
    struct rt_due_rules due; /* dates that the treatment plan proposes */
    const struct rt_previous_plan *previous_plan; /* or NULL */
    /* The options that shape the result, as "name=value", in the order of
     * the options table; -j, -o, -q, -v and --force are not among them. */
    const char *const *options;
    size_t option_count;
    /* Of the configuration file, whose words shape the result too; NULL where
     * there was none. Its options are among those above. */
    const char *config_sha256;
    /* The earlier registers or risks.jsonl the ledger was compared with. */
    const struct rt_previous_file *previous;
    size_t previous_count;
    const char *previous_close; /* ISO date, where it is a close; or NULL */
    /* With a state: the SHA-256 of the last close's run.json, "" (null in the
     * file) where there was none. */
    const char *follows;
    /* The closes of the last quarters, this run's last; none without a state. */
    const struct rt_close *closes;
    size_t close_count;
    bool small;     /* workbooks, whatever time it takes */
    bool one_scale; /* the risks are on one scale: risk/one_scale.h */
    /* The way from the folder of the results to where the inputs' names start
     * from, with slashes ("../q3"; "" for the same folder); NULL: not known, no
     * links. The first inputs_skip bytes of each name are the folder that it
     * replaces (absolute names only). */
    /* Files in the folders that are neither workbooks nor lists, by name. */
    const struct rt_file *others;
    size_t other_count;
    const char *inputs_base;
    size_t inputs_skip;
    /* The return slips, for run.json; NULL where there are none. */
    const struct rt_returns *returns;
    const struct rt_plan_parts *plans; /* the same of the departments' plans */
    const struct rt_approvals *approvals; /* the same of the risk owners' */
    const struct rt_outset *files;        /* written by the run; NULL: none */
    const struct rt_meeting *meeting; /* entered for the review; NULL: none */
};

/* Appends the target of a link to an input by its name (struct rt_input): the
 * way with what means something else in a link ('%', '#') escaped. Appends
 * nothing where there is no way. A workbook in a folder of its own below the
 * results puts "../" before it. */
enum rt_status rt_source_way(const struct rt_run *run, struct rt_str file,
    struct rt_buf *to) RT_MUST_USE;

/* risk-register.xlsx: サマリー リスク一覧 リスクマトリクス 部署別 指摘事項. */
enum rt_status rt_report_register(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path,
    struct rt_error *err) RT_MUST_USE;
#define RT_PLAN_FILE "treatment-plan.xlsx"
/* A row for each risk that has a priority, or a treatment but 保有. */
enum rt_status rt_report_plan(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path,
    struct rt_error *err) RT_MUST_USE;
#define RT_STATEMENT_FILE "statement-of-applicability.xlsx"
/* Where the ledger has one: rt_ledger_count_statement. */
enum rt_status rt_report_statement(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path,
    struct rt_error *err) RT_MUST_USE;
#define RT_ASSESSMENT_FILE "assessment-report.xlsx"
/* The events that are reported, and the important assets without one. *rows is how
 * many; the caller leaves the file out where there is none. */
enum rt_status rt_report_assessment(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, uint64_t *rows,
    struct rt_error *err) RT_MUST_USE;
#define RT_MANAGEMENT_FILE "management-review.xlsx"
#define RT_MANAGEMENT_TEXT_FILE "management-review.md"
/* The paper of the management review, as a workbook and as text. */
enum rt_status rt_report_management_book(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_report_management_text(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path,
    struct rt_error *err) RT_MUST_USE;
/* What is counted, in the order of the summary's columns. */
enum rt_tallied {
    RT_TALLIED_ALL,
    RT_TALLIED_DONE,
    RT_TALLIED_UNDER_WAY,
    RT_TALLIED_OPEN,
    RT_TALLIED_OTHER, /* of no status, or of an unknown one */
    RT_TALLIED_OVERDUE,
    RT_TALLIED_UNPLANNED,
    RT_TALLIED_WAITING, /* for approval */
    RT_TALLIED_COUNT
};

/* The rows of a plan, or of a part of it. */
struct rt_plan_counts {
    uint64_t of[RT_TALLIED_COUNT];
};

/* A department's part of the plan: its rows alone, with open cells for what
 * people fill in. Several may be written side by side. */
struct rt_plan_part {
    struct rt_str department;
    uint64_t risks;
    const char *name; /* "plans/営業部.xlsx", from the results' folder */
};

struct rt_plan_parts {
    struct rt_plan_part *list;
    size_t count, cap;
    bool too_many; /* more than RT_PLAN_PARTS_MAX: none */
    struct rt_arena arena;
};

/* Of each department that has risks in the plan, where there are at least two
 * and no more than RT_PLAN_PARTS_MAX: the only one's is the plan itself. All zero
 * at first; to be finished even where it fails. */
enum { RT_PLAN_PARTS_MAX = RT_SLIPS_MAX };
enum rt_status rt_plan_parts_list(struct rt_ledger *ledger,
    struct rt_plan_parts *out, struct rt_error *err) RT_MUST_USE;
void rt_plan_parts_fini(struct rt_plan_parts *parts);
enum rt_status rt_report_plan_part(struct rt_ledger *ledger,
    const struct rt_run *run, const struct rt_plan_part *part, const char *path,
    struct rt_error *err) RT_MUST_USE;

/* The same plan, counted without being written. */
enum rt_status rt_report_plan_count(struct rt_ledger *ledger,
    const struct rt_run *run, struct rt_plan_counts *out,
    struct rt_error *err) RT_MUST_USE;
/* Whether merge itself writes a sheet of that name into its plan. */
bool rt_report_is_plan_sheet(struct rt_str name);
enum rt_status rt_report_risks(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path,
    struct rt_error *err) RT_MUST_USE; /* risks.jsonl */
enum rt_status rt_report_findings(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path,
    struct rt_error *err) RT_MUST_USE; /* findings.jsonl */
/* rejected.csv, UTF-8 with BOM so that Excel opens it: file, sheet, row,
 * code, reason, then the raw cells. *rows is how many; the caller leaves the
 * file out when there is none. */
enum rt_status rt_report_rejected(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, uint64_t *rows,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_report_manifest(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path,
    struct rt_error *err) RT_MUST_USE; /* run.json */

/* The return slips of a ledger with the names of their files, in the order of
 * rt_ledger_slips; all zero at first. */
struct rt_returns {
    struct rt_return {
        struct rt_slip slip;
        const char *name; /* "returns/営業部.xlsx", from the results' folder */
    } * list;
    size_t count, cap;
    struct rt_arena arena;
};

/* `ledger` has its slips made. To be finished even where it fails. */
enum rt_status rt_returns_list(struct rt_ledger *ledger, enum rt_lang lang,
    struct rt_returns *out, struct rt_error *err) RT_MUST_USE;
void rt_returns_fini(struct rt_returns *returns);
/* Several may be written side by side. */
enum rt_status rt_report_slip(struct rt_ledger *ledger,
    const struct rt_run *run, const struct rt_slip *slip, const char *path,
    struct rt_error *err) RT_MUST_USE;
/* Whether a run names its slips, the departments' plans or its sheets of approvals
 * so. */
bool rt_returns_is_name(const char *name);

/* The files of an earlier run as its manifest in `dir` lists them. */
struct rt_manifest_file {
    const char *name, *sha256;
    uint64_t size;
};

struct rt_manifest {
    void *root;
    const char *now;     /* of that run; NULL: there is no manifest of ours */
    const char *follows; /* as in struct rt_run */
    struct rt_manifest_file *files;
    size_t count;
    bool whole; /* it lists all of its files: earlier versions did not */
};

enum rt_status rt_manifest_read(
    const char *dir, struct rt_manifest *m, struct rt_error *err) RT_MUST_USE;
void rt_manifest_fini(struct rt_manifest *m);

/* What the review workbook of `check` needs beyond the ledger. */
struct rt_review {
    /* By input: the way from the workbook's folder to the original, with
     * slashes; NULL where there is none. */
    const char *const *links;
    size_t link_count;
    uint64_t accepted; /* findings that --accept took out */
};

/* Sheets 判定, 差異, 構成, 対応計画; `ledger` is sealed. */
enum rt_status rt_report_review(struct rt_ledger *ledger,
    const struct rt_run *run, const struct rt_review *review, const char *path,
    struct rt_error *err) RT_MUST_USE;

#endif
