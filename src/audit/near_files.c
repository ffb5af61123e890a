#include "audit/near_files.h"

#include "base/fold.h"

enum { NAME_MAX_BYTES = 2048 };

/* As they fold; the longer ones first. */
static const char *const words[] = {"リスクアセスメント", "リスク",
    "アセスメント", "結果", "報告書", "対応", "計画書", "計画", "適用宣言書",
    "適用", "宣言書", "情報セキュリティ", "情報資産", "資産", "管理台帳",
    "台帳", "目録", "一覧表", "一覧", "statementofapplicability", "assessment",
    "treatment", "report", "risk", "plan", "soa", "assetlist", "assets",
    "asset", "list", "_", "-", "ー", "(", ")", "【", "】", ".", "・"};

static bool keep(struct rt_arena *arena, struct rt_str s, struct rt_str *to)
{
    *to = s.n > 0 ? rt_arena_str(arena, s) : RT_STR_NONE;
    return s.n == 0 || to->p;
}

static bool take_core(
    struct rt_arena *arena, struct rt_str name, struct rt_str *out)
{
    char folded[NAME_MAX_BYTES], core[NAME_MAX_BYTES];
    struct rt_str rest = {folded, rt_fold_fixed(name, folded, sizeof folded)};
    struct rt_str found = {core, 0};

    *out = RT_STR_NONE;
    if (rest.n == SIZE_MAX)
        return true;
    while (rest.n > 0) {
        if (!rt_str_skip_any(&rest, words)) {
            core[found.n++] = rest.p[0];
            rest = (struct rt_str){rest.p + 1, rest.n - 1};
        }
    }
    return keep(arena, found, out);
}

static bool take_folded(
    struct rt_arena *arena, struct rt_str s, struct rt_str *out)
{
    struct rt_buf b = RT_BUF(s.n * 20 + 64);
    bool ok = rt_fold(s, &b) == RT_OK && keep(arena, rt_buf_str(&b), out);

    rt_buf_fini(&b);
    return ok;
}

bool rt_file_name_take(struct rt_arena *arena, struct rt_str name,
    struct rt_str department, struct rt_file_name *out)
{
    struct rt_str base;

    memset(out, 0, sizeof *out);
    if (!keep(arena, name, &out->name))
        return false;
    base = out->name;
    for (size_t i = base.n; i-- > 0;) {
        if (base.p[i] != '/')
            continue;
        out->folder = (struct rt_str){base.p, i};
        base = (struct rt_str){base.p + i + 1, base.n - i - 1};
        break;
    }
    for (size_t i = base.n; i-- > 0;) {
        if (base.p[i] == '.') {
            base.n = i;
            break;
        }
    }
    return take_core(arena, base, &out->core)
           && take_folded(arena, department, &out->department);
}

bool rt_names_are_near(const struct rt_file_name *a,
    const struct rt_file_name *b, enum rt_near how)
{
    switch (how) {
    case RT_BY_PLACE_AND_NAME:
        return rt_str_eq(a->core, b->core) && rt_str_eq(a->folder, b->folder);
    case RT_BY_NAME:
        return a->core.n > 0 && rt_str_eq(a->core, b->core);
    case RT_BY_BEING_LEFT:
        return true;
    default:
        return false;
    }
}

bool rt_files_are_near(const struct rt_file_name *a,
    const struct rt_file_name *b, enum rt_near how)
{
    if (a->department.n > 0 && b->department.n > 0)
        return rt_str_eq(a->department, b->department);
    return rt_names_are_near(a, b, how);
}
