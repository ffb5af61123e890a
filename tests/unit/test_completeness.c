/* A deliverable against the asset list: what is missing, what may be meant,
 * and where the scores differ. */
#include "audit_help.h"

static struct said said;

/* One asset: its place, what it is, C I A. */
struct given {
    bool list;
    uint32_t row;
    const char *name, *medium;
    int c, i, a;
    const char *business;
};

static struct rt_risk risk_of(const struct given *g, char cells[64])
{
    int importance = g->c > g->i ? g->c : g->i;
    struct rt_risk r = {.asset = rt_str(g->name),
        .medium = rt_str(g->medium),
        .business = rt_str(g->business ? g->business : "営業"),
        .where.file = g->list ? RT_STR("資産一覧.csv") : RT_STR("営業部.xlsx"),
        .where.sheet = g->list ? RT_STR("") : RT_STR("台帳"),
        .where.row = g->row,
        .where.col = 2,
        .where.csv = g->list};

    if (g->a > importance)
        importance = g->a;
    r.scores.confidentiality = g->c;
    r.scores.integrity = g->i;
    r.scores.availability = g->a;
    r.result.importance = importance;
    if (g->list)
        snprintf(cells, 64, "C=%u:8 I=%u:9 A=%u:10", g->row, g->row, g->row);
    else
        snprintf(cells, 64, "C=J%u I=K%u A=L%u", g->row, g->row, g->row);
    r.cells = rt_str(cells);
    return r;
}

/* The columns of the cells above; the list gives an importance only where the
 * scores are not all there. */
static const struct rt_layout *layout_of(bool list)
{
    static struct rt_layout layouts[2];
    struct rt_layout *l = &layouts[list];

    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++)
        l->col_of[f] = -1;
    l->form = RT_FORM_LEDGER;
    l->col_of[RT_F_ASSET] = 1;
    l->col_of[RT_F_CONFIDENTIALITY] = list ? 7 : 9;
    l->col_of[RT_F_INTEGRITY] = list ? 8 : 10;
    l->col_of[RT_F_AVAILABILITY] = list ? 9 : 11;
    l->col_of[RT_F_IMPORTANCE] = list ? 10 : 12;
    return l;
}

static enum rt_status run_comparison(
    const void *of, const struct rt_sink *sink, struct rt_error *err)
{
    return rt_asset_set_compare(of, false, RT_JA, sink, err);
}

static const char *compare(const struct given *given, size_t count, bool infos)
{
    struct rt_asset_set *set;
    struct rt_error err = {0};
    struct rt_sink sink = {.context = &said, .put = hear};
    char cells[64];

    memset(&said, 0, sizeof said);
    said.infos = infos;
    assert_int_equal(rt_asset_set_new(&set, &err), RT_OK);
    for (size_t k = 0; k < count; k++) {
        struct rt_risk risk = risk_of(&given[k], cells);
        const struct rt_asset_row row = {.risk = &risk,
            .layout = layout_of(given[k].list),
            .profile = rt_profile_named(RT_STR("ipa-3.1")),
            .list = given[k].list,
            .importance = risk.result.importance};
        assert_int_equal(rt_asset_set_add(set, &row, &err), RT_OK);
    }
    assert_int_equal(
        rt_asset_set_compare(set, false, RT_JA, &sink, &err), RT_OK);
    refuse_each(run_comparison, set);
    rt_asset_set_free(set);
    return said.text;
}

#define COMPARE(expected, ...)                                                 \
    assert_string_equal(compare((const struct given[]){__VA_ARGS__},           \
                            sizeof((const struct given[]){__VA_ARGS__})        \
                                / sizeof(struct given),                        \
                            true),                                             \
        expected)

TEST(the_same_assets_are_complete)
{
    COMPARE("", {false, 4, "顧客 名簿", "書類", 3, 2, 1, NULL},
        {true, 2, "顧客名簿", "書類", 3, 2, 1, NULL},
        {false, 5, "顧客名簿", "社内サーバー", 3, 3, 3, NULL},
        {true, 3, "顧客名簿", "社内サーバー", 3, 3, 3, NULL});
    assert_string_equal(compare(NULL, 0, true), "");
}

TEST(missing_assets_are_reported_at_their_place)
{
    COMPARE("RA402 台帳!B5 /出勤簿\nRA401 !3:2 契約書/",
        {false, 4, "顧客名簿", "書類", 3, 2, 1, NULL},
        {true, 2, "顧客名簿", "書類", 3, 2, 1, NULL},
        {false, 5, "出勤簿", "書類", 1, 1, 1, NULL},
        {true, 3, "契約書", "書類", 1, 1, 1, NULL});
}

TEST(a_near_name_is_proposed_once)
{
    COMPARE("RA403 台帳!B4 取引先名簿/取引先名薄",
        {false, 4, "取引先名薄", "書類", 1, 1, 1, NULL},
        {true, 2, "取引先名簿", "書類", 1, 1, 1, NULL});
    /* One name inside the other. */
    COMPARE("RA403 台帳!B4 給与システムのデータ/給与システム",
        {false, 4, "給与システム", "書類", 1, 1, 1, NULL},
        {true, 2, "給与システムのデータ", "書類", 1, 1, 1, NULL});
    /* The nearest, and the other remains. */
    COMPARE("RA403 台帳!B4 取引先名簿/取引先名薄\nRA401 !3:2 取引先の名簿/",
        {false, 4, "取引先名薄", "書類", 1, 1, 1, NULL},
        {true, 3, "取引先の名簿", "書類", 1, 1, 1, NULL},
        {true, 2, "取引先名簿", "書類", 1, 1, 1, NULL});
    /* Two of five letters are more than a third. */
    COMPARE("RA402 台帳!B4 /取引先台帳\nRA401 !2:2 取引先名簿/",
        {false, 4, "取引先台帳", "書類", 1, 1, 1, NULL},
        {true, 2, "取引先名簿", "書類", 1, 1, 1, NULL});
    COMPARE("RA402 台帳!B4 /名簿\nRA401 !2:2 取引先名簿/",
        {false, 4, "名簿", "書類", 1, 1, 1, NULL},
        {true, 2, "取引先名簿", "書類", 1, 1, 1, NULL});
}

TEST(another_medium_is_another_asset)
{
    COMPARE("RA404 台帳!B4 事務所PC/書類",
        {false, 4, "顧客名簿", "書類", 3, 2, 1, NULL},
        {true, 2, "顧客名簿", "事務所PC", 3, 2, 1, NULL});
    COMPARE("RA405 台帳!B4 担当者のPC/事務所PC",
        {false, 4, "顧客名簿", "事務所PC", 3, 2, 1, NULL},
        {true, 2, "顧客名簿", "担当者のPC", 3, 2, 1, NULL});
    COMPARE("RA401 !3:2 顧客名簿/",
        {false, 4, "顧客名簿", "書類", 3, 2, 1, NULL},
        {true, 2, "顧客名簿", "書類", 3, 2, 1, NULL},
        {true, 3, "顧客名簿", "事務所PC", 3, 2, 1, NULL});
}

TEST(scores_that_differ_are_reported_at_their_cells)
{
    COMPARE("RA406 台帳!J4 2/3\nRA406 台帳!L4 3/1",
        {false, 4, "顧客名簿", "書類", 3, 2, 1, NULL},
        {true, 2, "顧客名簿", "書類", 2, 2, 3, NULL});
    COMPARE("", {false, 4, "顧客名簿", "書類", 3, 2, 1, NULL},
        {true, 2, "顧客名簿", "書類", 3, 2, RT_UNKNOWN, NULL});
    /* The importance alone, where the list gives only that. */
    COMPARE("RA406 台帳!M4 2/3", {false, 4, "顧客名簿", "書類", 3, 2, 1, NULL},
        {true, 2, "顧客名簿", "書類", RT_UNKNOWN, 2, RT_UNKNOWN, NULL});
    /* Of two of one name, the one of the same business is compared. */
    COMPARE("RA401 !2:2 顧客名簿/",
        {false, 4, "顧客名簿", "書類", 3, 2, 1, "営業"},
        {true, 2, "顧客名簿", "書類", 1, 1, 1, "総務"},
        {true, 3, "顧客名簿", "書類", 3, 2, 1, "営業"});
}
