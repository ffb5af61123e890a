#include "record/named.h"

static struct rt_named *add(
    struct rt_named_list *l, const char *name, enum rt_named_type type)
{
    struct rt_named *m = &l->list[l->count++];

    *m = (struct rt_named){.name = name, .type = type};
    return m;
}

void rt_named_text(struct rt_named_list *l, const char *name, struct rt_str s)
{
    add(l, name, RT_NAMED_TEXT)->text = s;
}

void rt_named_number(struct rt_named_list *l, const char *name, int64_t v)
{
    add(l, name, RT_NAMED_NUMBER)->number = v;
}

void rt_named_truth(struct rt_named_list *l, const char *name, bool v)
{
    add(l, name, RT_NAMED_TRUTH)->number = v;
}

void rt_named_z(struct rt_named_list *l, const char *name, const char *z)
{
    rt_named_text(l, name, rt_str(z));
}

static int64_t known(bool there, uint32_t n)
{
    return there && n > 0 ? (int64_t)n : -1;
}

void rt_named_place(
    struct rt_named_list *l, const struct rt_where *where, bool all)
{
    l->cell[0] = '\0';
    if (!where->csv)
        rt_where_cell(where, l->cell);
    rt_named_text(l, "file", where->file);
    rt_named_text(l, "sheet", where->sheet);
    if (all || !where->csv)
        rt_named_z(l, "cell", l->cell);
    if (!all && !where->csv)
        return;
    rt_named_number(l, "row", known(where->csv, where->row));
    rt_named_number(l, "column", known(where->csv, where->col));
}

void rt_named_json(const struct rt_named_list *l, struct rt_writer *w)
{
    rt_json_open(w, NULL, '{');
    for (size_t i = 0; i < l->count; i++) {
        const struct rt_named *m = &l->list[i];
        if (m->type == RT_NAMED_TEXT)
            rt_json_text(w, m->name, m->text);
        else if (m->type == RT_NAMED_NUMBER)
            rt_json_int(w, m->name, m->number);
        else
            rt_json_bool(w, m->name, m->number);
    }
    rt_json_close(w, '}');
    rt_write_z(w, "\n");
}

void rt_named_csv(const struct rt_named_list *l, struct rt_writer *w)
{
    for (size_t i = 0; i < l->count; i++) {
        const struct rt_named *m = &l->list[i];
        if (i > 0)
            rt_write_z(w, ",");
        if (m->type == RT_NAMED_TEXT)
            rt_write_csv(w, m->text);
        else if (m->type == RT_NAMED_TRUTH)
            rt_write_z(w, m->number ? "true" : "false");
        else if (m->number >= 0)
            rt_write_int(w, m->number);
    }
    rt_write_z(w, "\r\n");
}

void rt_named_heads(const struct rt_named_list *l, struct rt_writer *w)
{
    for (size_t i = 0; i < l->count; i++)
        rt_writef(w, "%s%s", i > 0 ? "," : "", l->list[i].name);
    rt_write_z(w, "\r\n");
}
