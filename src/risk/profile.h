/* Profiles: the criteria in force. They are data, not code.
 *
 * A profile is an INI file (src/risk/profiles/NAME.ini for the built-in ones,
 * which are compiled in). It can be printed (`risktally rules show NAME`),
 * copied, edited and passed back with --profile FILE.
 *
 *     [profile]
 *     name = ipa-3.1
 *     title_ja = 中小企業の情報セキュリティ対策ガイドライン 第3.1版
 *     title_en = IPA guideline for SMEs, edition 3.1
 *     [scale]
 *     min = 1
 *     max = 3
 *     personal = 3           ; forced importance, or `none`
 *     [likelihood]           ; a line per threat 1..3: vulnerability 1 2 3
 *     1 = 1 1 1
 *     2 = 1 1 2
 *     3 = 1 2 3
 *     [class]                ; ranges of the risk level, both ends included
 *     high = 6-9
 *     medium = 4
 *     low = 1-3
 *     [priority]             ; exact risk levels; others have none
 *     1 = 9
 *     2 = 6
 *     3 = 4
 *
 *     [selection]            ; which assets are 重要資産; the section may be left out
 *     any-score = max        ; C, I or A is at least that; or a number, or `none`
 *     importance = 3         ; at least that
 *     class = high           ; at least that
 *     personal = yes         ; holds personal data of any kind
 *
 *     [acceptance]           ; risk levels, or `none`; may be left out, too
 *     acceptable = 3         ; up to which a risk is accepted as it is
 *     signed = 4             ; up to which with its owner's signature; above it
 *                            ; must be treated
 *     residual_acceptable = 3 ; the same of the residual risk
 *     residual_signed = 4
 *     days = 365             ; for which a signature holds; or `none`: for ever
 *
 * Every key but those of these two is required, nothing else is allowed, every
 * reachable level has exactly one class: anything else is RT_USAGE with file and
 * line. Of [selection] one condition is enough; those that are not given do not
 * count, and without the section it is any-score = max: our choice, for the forms
 * only give an example. What [acceptance] does not say follows from the classes:
 * low is acceptable, medium with a signature, high is not, and the residual risk
 * is as the present one.
 */
#ifndef RISKTALLY_PROFILE_H
#define RISKTALLY_PROFILE_H

#include "record/score.h"

/* Which assets are 重要資産, that a report must have an event of. */
struct rt_selection {
    int any_score, importance; /* at least; RT_UNKNOWN: no condition */
    bool of_max;               /* any_score is the top of the scale */
    enum rt_class class;       /* at least; NONE: no condition */
    bool personal;
};

/* What the criteria say of a level. */
enum rt_zone {
    RT_ZONE_ACCEPTABLE,
    RT_ZONE_SIGNED, /* with the risk owner's signature */
    RT_ZONE_NEVER   /* it must be treated */
};

/* 一次評価, the present risk, and 二次評価, what the treatment leaves. */
enum rt_evaluation { RT_FIRST, RT_RESIDUAL, RT_EVALUATIONS };

struct rt_acceptance {
    struct {
        int acceptable, with_signature; /* up to that level; -1: none is */
    } of[RT_EVALUATIONS];
    int days; /* for which a signature holds; 0: for ever */
};

struct rt_profile {
    char name[64];            /* letters, digits, '.', '-', '_' */
    char title[2][160];       /* by enum rt_lang */
    int scale_min, scale_max; /* of C, I, A and importance: 0..3 */
    int personal;         /* importance forced by personal data; -1: nothing */
    int likelihood[4][4]; /* [threat][vulnerability], 1..3; index 0 unused */
    enum rt_class class_of[RT_LEVEL_MAX + 1]; /* NONE: not reachable */
    int priority_of[RT_LEVEL_MAX + 1];        /* 1..3; 0: none */
    struct rt_selection selection;
    struct rt_acceptance acceptance;
    char hash[65]; /* SHA-256, hex, of the canonical INI text, without the
                      sections that say what is so without them */
};

/* The built-in ones, in the order of the table in the documentation:
 * ipa-2.1, ipa-3, ipa-3.1, ipa-4.0, tokyo-isms. NULL past the end. */
const struct rt_profile *rt_profile_builtin(size_t i);
/* NULL for a name that is neither built in nor made known. */
const struct rt_profile *rt_profile_named(struct rt_str name);
/* importance × likelihood; RT_UNKNOWN where one is not known or off its scale. */
int rt_profile_level(
    const struct rt_profile *p, int importance, int likelihood);
/* Of a level that is known. */
enum rt_zone rt_profile_zone(
    const struct rt_profile *p, enum rt_evaluation which, int level);
/* Makes criteria of the user's own known by their name, at most two in a
 * process and before there are threads: those that the command line names. */
void rt_profile_know(const struct rt_profile *profile);

/* A built-in name, or (where it holds a '/' or ends in .ini, or is no
 * built-in name and such a file exists) a path to an INI file. */
enum rt_status rt_profile_load(const char *name_or_path, struct rt_profile *out,
    struct rt_error *err) RT_MUST_USE;
/* Parses INI text; `origin` is for messages. Fills the hash in. */
enum rt_status rt_profile_parse(struct rt_str text, const char *origin,
    struct rt_profile *out, struct rt_error *err) RT_MUST_USE;
/* The canonical INI text, every section: what `rules show` prints. */
enum rt_status rt_profile_print(
    const struct rt_profile *p, struct rt_buf *out) RT_MUST_USE;

#endif
