/* XML parts over expat: only the elements a reader asks for.
 *
 * The plumbing that every part of a workbook needs: it pulls the part through
 * expat, resolves namespaces (transitional and strict count as one), leaves out
 * whatever is in a foreign namespace, takes the Fallback of an
 * mc:AlternateContent and never its Choice, and bounds depth, attributes and
 * the length of one token. A DOCTYPE is refused at once, and with it every
 * attack by entities.
 *
 * Plain parts are read by the scanner of xml_scan.h, several times as fast.
 * When that finds something odd, expat reads the part again from its beginning;
 * what was handed over before is skipped by counting, so that readers see each
 * element once.
 *
 * Namespaces are resolved here and not by expat because the common element has
 * no prefix and declares none; then nothing needs to be looked up. A reader is
 * a state machine: `start` gets the state of the enclosing element and returns
 * the state of the new one, or 0 to leave out the element with all that is in
 * it. There is no recursion anywhere.
 */
#ifndef INPUT_XML_H
#define INPUT_XML_H

#include <expat.h>

#include "input/xml_scan.h"
#include "input/zip.h"

enum in_ns {
    IN_NS_NONE,
    IN_NS_OTHER,
    IN_NS_MAIN,    /* SpreadsheetML */
    IN_NS_PACKAGE, /* relationships of a package */
    IN_NS_REL,     /* r:id */
    IN_NS_COMPAT,  /* mc:AlternateContent */
    IN_NS_THREADS  /* comments with replies */
};

enum { IN_XML_DEPTH = 250, IN_XML_PREFIX = 32, IN_XML_BINDINGS = 128 };

struct in_xml;

struct in_xml_ops {
    enum in_ns ns; /* elements of all others are left out */
    /* `parent` is 0 for the root. Returns 1 to 127, or 0. */
    int (*start)(struct in_xml *x, void *ctx, int parent, const char *name,
        const char **atts);
    /* NULL where they are not needed. */
    void (*end)(struct in_xml *x, void *ctx, int state);
    void (*text)(
        struct in_xml *x, void *ctx, int state, const char *p, size_t n);
};

struct in_xml_binding {
    char prefix[IN_XML_PREFIX];
    unsigned depth;
    enum in_ns ns;
};

struct in_xml {
    XML_Parser parser;
    struct in_part part;
    const struct rt_limits *limits;
    const struct in_xml_ops *ops;
    void *ctx;
    struct rt_error *err; /* of the call under way */
    enum rt_status failed;
    bool paused, last;
    uint64_t fed;
    struct in_scan *scan; /* NULL once expat reads */
    bool streamed;
    /* Elements begun and ended so far, and bytes of text since. */
    uint64_t events, text;
    /* The same of what the scanner has handed over, while expat repeats it. */
    uint64_t repeat_events, repeat_text;
    unsigned depth, skip; /* skip: depth of the element left out, or 0 */
    uint8_t state[IN_XML_DEPTH + 1];
    struct in_xml_binding bindings[IN_XML_BINDINGS];
    unsigned binding_count;
    enum in_ns default_ns;
};

/* For tests, which compare the scanner with expat: set it before any thread
 * reads. */
extern bool rt_xml_expat_only;

enum rt_status rt_xml_open(struct in_xml *x, const struct in_zip *zip,
    const struct in_zip_entry *entry, bool streamed,
    const struct in_xml_ops *ops, void *ctx, struct rt_error *err) RT_MUST_USE;
/* Parses until a handler pauses (RT_ROW), the part ends (RT_END), or a failure.
 * After a failure it returns that failure again. */
enum rt_status rt_xml_pull(struct in_xml *x, struct rt_error *err) RT_MUST_USE;
void rt_xml_close(struct in_xml *x);

/* Opens, pulls to the end and closes. RT_OK at the end. */
enum rt_status rt_xml_read(const struct in_zip *zip,
    const struct in_zip_entry *entry, const struct in_xml_ops *ops, void *ctx,
    struct rt_error *err) RT_MUST_USE;

/* For handlers: rt_xml_pull returns after the current element. */
void rt_xml_pause(struct in_xml *x);
/* For handlers: stops the reading with a failure they have put into x->err. */
void rt_xml_fail(struct in_xml *x, enum rt_status rc);
/* IN109: the part's content contradicts the format; `quote` is the place. */
void rt_xml_fail_structure(
    struct in_xml *x, enum rt_what what, const char *quote);
void rt_xml_fail_limit(struct in_xml *x, const char *option, uint64_t limit);

/* The same outside a handler. */
enum rt_status rt_fail_structure(struct rt_error *err, enum rt_what what,
    const char *part, const char *quote);
/* IN116: a part that the workbook refers to is not there. */
enum rt_status rt_fail_missing(struct rt_error *err, const char *part);

/* An attribute without a prefix, or NULL. */
const char *rt_xml_attr(const char **atts, const char *name);
/* An attribute `name` of a namespace, or NULL. */
const char *rt_xml_attr_ns(
    const struct in_xml *x, const char **atts, enum in_ns ns, const char *name);
/* An xsd:boolean attribute. */
bool rt_xml_attr_bool(const char **atts, const char *name);
/* Whether that is a font's <strike>, and not one that is taken back. */
bool rt_xml_is_strike(const char *name, const char **atts);

#endif
