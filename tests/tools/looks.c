/* looks: everything that a workbook's file says, in lines that can be compared.
 *
 *     looks FILE.xlsx
 *
 * Each part is a heading and then a line per element, with its attributes and
 * what is in it. A row of a sheet is a line with each cell's style, value and
 * formula, where its own number is written "#"; rows that are alike otherwise
 * are one line with their number. A style is written out with its font, fill,
 * border and format. What only the library decides is left out.
 */
#include <ctype.h>
#include <expat.h>
#include <minizip/unzip.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
    char *p;
    size_t n, cap;
};

struct node {
    char *name;
    struct text attributes, text;
    struct node *parent, *first, *last, *next;
};

static struct node *fonts, *fills, *borders, *formats;

static void fail(const char *what)
{
    fprintf(stderr, "looks: %s\n", what);
    exit(3);
}

static void add(struct text *t, const char *s, size_t n)
{
    if (t->n + n + 1 > t->cap) {
        t->cap = 2 * (t->n + n + 1);
        t->p = realloc(t->p, t->cap);
        if (!t->p)
            fail("no memory");
    }
    memcpy(t->p + t->n, s, n);
    t->n += n;
    t->p[t->n] = '\0';
}

static void adds(struct text *t, const char *s)
{
    add(t, s, strlen(s));
}

/* --- a part as a tree ------------------------------------------------------ */

static struct node *child(struct node *parent, const char *name)
{
    struct node *n = calloc(1, sizeof *n);

    if (!n || !(n->name = strdup(name)))
        fail("no memory");
    n->parent = parent;
    if (parent && parent->last)
        parent->last->next = n;
    else if (parent)
        parent->first = n;
    if (parent)
        parent->last = n;
    return n;
}

static void XMLCALL on_start(void *at, const char *name, const char **atts)
{
    struct node **here = at;

    *here = child(*here, name);
    for (; *atts; atts += 2) {
        adds(&(*here)->attributes, " ");
        adds(&(*here)->attributes, atts[0]);
        adds(&(*here)->attributes, "=");
        adds(&(*here)->attributes, atts[1]);
    }
}

static void XMLCALL on_end(void *at, const char *name)
{
    struct node **here = at;

    (void)name;
    *here = (*here)->parent;
}

static void XMLCALL on_text(void *at, const char *s, int n)
{
    add(&(*(struct node **)at)->text, s, (size_t)n);
}

static struct node *parse(const struct text *xml)
{
    struct node *root = child(NULL, ""), *at = root;
    XML_Parser parser = XML_ParserCreate(NULL);

    XML_SetUserData(parser, &at);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    if (XML_Parse(parser, xml->p, (int)xml->n, 1) != XML_STATUS_OK)
        fail(XML_ErrorString(XML_GetErrorCode(parser)));
    XML_ParserFree(parser);
    return root->first;
}

static void free_tree(struct node *n)
{
    while (n) {
        struct node *next = n->next;
        free_tree(n->first);
        free(n->name);
        free(n->attributes.p);
        free(n->text.p);
        free(n);
        n = next;
    }
}

static struct node *named(const struct node *parent, const char *name)
{
    struct node *n = parent->first;

    while (n && strcmp(n->name, name) != 0)
        n = n->next;
    return n;
}

/* The element of that number. */
static const struct node *nth(const struct node *parent, long i)
{
    const struct node *n = parent ? parent->first : NULL;

    while (n && i-- > 0)
        n = n->next;
    return n;
}

/* The value of an attribute, up to the next one. */
static const char *value(const struct node *n, const char *name)
{
    static char copy[256];
    char key[32];
    const char *at;

    snprintf(key, sizeof key, " %s=", name);
    at = n->attributes.p ? strstr(n->attributes.p, key) : NULL;
    if (!at)
        return "";
    snprintf(copy, sizeof copy, "%s", at + strlen(key));
    copy[strcspn(copy, " ")] = '\0';
    return copy;
}

/* --- an element as a line -------------------------------------------------- */

static void add_text(struct text *to, const struct text *t)
{
    for (size_t i = 0; i < t->n; i++) {
        if (t->p[i] == '\n')
            adds(to, "\\n");
        else
            add(to, &t->p[i], 1);
    }
}

static void write_flat(struct text *to, const struct node *n)
{
    adds(to, n->name);
    add_text(to, &n->attributes);
    if (n->text.n > 0 && strspn(n->text.p, " \r\n") < n->text.n) {
        adds(to, " ");
        add_text(to, &n->text);
    }
    for (const struct node *c = n->first; c; c = c->next) {
        adds(to, " (");
        write_flat(to, c);
        adds(to, ")");
    }
}

static void print_line(const char *before, const struct node *n)
{
    struct text line = {0};

    write_flat(&line, n);
    printf("%s%s\n", before, line.p);
    free(line.p);
}

/* --- rows ------------------------------------------------------------------ */

/* A formula, in which the row's own number is "#". */
static void add_formula(struct text *to, const char *s, const char *row)
{
    size_t n = strlen(row);

    for (; *s; s++) {
        if (isupper((unsigned char)*s) && strncmp(s + 1, row, n) == 0
            && !isdigit((unsigned char)s[1 + n])) {
            add(to, s, 1);
            adds(to, "#");
            s += n;
        } else {
            add(to, s, 1);
        }
    }
}

static void add_cell(struct text *to, const struct node *c, const char *row)
{
    const struct node *f = named(c, "f"), *v = named(c, "v");
    const struct node *is = named(c, "is");
    bool quoted = is || strcmp(value(c, "t"), "str") == 0;

    adds(to, " ");
    add(to, value(c, "r"), strspn(value(c, "r"), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
    adds(to, ":");
    adds(to, value(c, "s"));
    if (f) {
        adds(to, *value(f, "si") ? " =@" : " =");
        adds(to, value(f, "si"));
        adds(to, *value(f, "si") ? " " : "");
        add_formula(to, f->text.p ? f->text.p : "", row);
        adds(to, " ->");
    }
    for (const struct node *n = is ? is->first : v; n; n = n->next) {
        adds(to, quoted ? " \"" : " ");
        add_text(to, &n->text);
        adds(to, quoted ? "\"" : "");
    }
}

/* The row, but for its number. */
static void write_row(struct text *to, const struct node *row)
{
    char number[16];

    snprintf(number, sizeof number, "%s", value(row, "r"));
    adds(to, strchr(row->attributes.p + 1, ' ')
                 ? strchr(row->attributes.p + 1, ' ')
                 : "");
    for (const struct node *c = row->first; c; c = c->next)
        add_cell(to, c, number);
}

static void print_rows(const struct node *data)
{
    struct text last = {0};
    const struct node *row = data->first;

    while (row) {
        const char *first = row->attributes.p;
        int same = 0;
        last.n = 0;
        write_row(&last, row);
        for (row = row->next; row; row = row->next, same++) {
            struct text line = {0};
            bool alike;
            write_row(&line, row);
            alike = strcmp(line.p ? line.p : "", last.p ? last.p : "") == 0;
            free(line.p);
            if (!alike)
                break;
        }
        printf("  row%.*s", (int)(strcspn(first + 1, " ") + 1), first);
        if (same > 0)
            printf(" and %d more", same);
        printf("%s\n", last.p ? last.p : "");
    }
    free(last.p);
}

/* --- parts ----------------------------------------------------------------- */

static void add_part(struct text *to, const struct node *n)
{
    if (n && (n->first || n->attributes.n > 0)) {
        adds(to, " ");
        write_flat(to, n);
    }
}

static void print_style(int number, const struct node *xf)
{
    struct text line = {0};
    char id[32];

    snprintf(id, sizeof id, "%s", value(xf, "numFmtId"));
    add_part(&line, nth(fonts, atol(value(xf, "fontId"))));
    add_part(&line, nth(fills, atol(value(xf, "fillId"))));
    add_part(&line, nth(borders, atol(value(xf, "borderId"))));
    for (const struct node *f = formats ? formats->first : NULL; f; f = f->next)
        if (strcmp(value(f, "numFmtId"), id) == 0)
            add_part(&line, f);
    for (const struct node *c = xf->first; c; c = c->next)
        add_part(&line, c);
    printf("  style %d: format %s%s\n", number, id, line.p ? line.p : "");
    free(line.p);
}

static void print_styles(const struct node *root)
{
    int number = 0;

    fonts = named(root, "fonts");
    fills = named(root, "fills");
    borders = named(root, "borders");
    formats = named(root, "numFmts");
    for (const struct node *n = root->first; n; n = n->next) {
        if (strcmp(n->name, "cellXfs") == 0)
            for (const struct node *xf = n->first; xf; xf = xf->next)
                print_style(number++, xf);
        if (strcmp(n->name, "dxfs") == 0)
            for (const struct node *dxf = n->first; dxf; dxf = dxf->next)
                print_line("  ", dxf);
    }
}

static void print_children(const struct node *n)
{
    printf("  %s%s\n", n->name, n->attributes.p ? n->attributes.p : "");
    for (const struct node *c = n->first; c; c = c->next)
        print_line("    ", c);
}

static void print_part(const struct node *root)
{
    if (strcmp(root->name, "styleSheet") == 0) {
        print_styles(root);
        return;
    }
    for (const struct node *n = root->first; n; n = n->next) {
        if (strcmp(n->name, "sheetData") == 0)
            print_rows(n);
        else if (n->first && n->first->next)
            print_children(n);
        else
            print_line("  ", n);
    }
}

static void read_part(unzFile zip, struct text *to)
{
    static char buffer[65536];
    int n = -1;

    if (unzOpenCurrentFile(zip) == UNZ_OK)
        while ((n = unzReadCurrentFile(zip, buffer, sizeof buffer)) > 0)
            add(to, buffer, (size_t)n);
    if (n != 0 || unzCloseCurrentFile(zip) != UNZ_OK)
        fail("a part cannot be read");
}

int main(int argc, char **argv)
{
    unzFile zip = argc == 2 ? unzOpen64(argv[1]) : NULL;
    int more = zip ? unzGoToFirstFile(zip) : UNZ_ERRNO;

    for (; more == UNZ_OK; more = unzGoToNextFile(zip)) {
        char name[256];
        struct text xml = {0};
        struct node *root;
        unzGetCurrentFileInfo64(zip, NULL, name, sizeof name, NULL, 0, NULL, 0);
        if (strstr(name, "theme") || strstr(name, "Content_Types"))
            continue;
        read_part(zip, &xml);
        root = parse(&xml);
        printf("%s\n", name);
        print_part(root);
        free_tree(root->parent);
        free(xml.p);
    }
    if (more != UNZ_END_OF_LIST_OF_FILE)
        fail("not a workbook");
    unzClose(zip);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 3;
}
