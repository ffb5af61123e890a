/* A program written against risktally.h alone, as a reader of that header
 * would: two rows of cells, a judgement, then a file's risks and findings.
 *
 *     example TABLE FORM
 */
#include <risktally.h>

#include <stdio.h>

enum { ROWS = 2, CELLS = 4, RISKS = 3, FINDINGS = 3 };

static int show_cells(const char *path, struct rt_failure *why)
{
    struct rt_cell_reader *reader;
    struct rt_read_row row;
    int rows = 0, rc = rt_cell_reader_open(path, NULL, &reader, why);

    if (rc != RT_DONE)
        return rc;
    while ((rc = rt_cell_reader_next(reader, &row, why)) == RT_ITEM) {
        if (rows++ >= ROWS)
            continue;
        printf("%u:", (unsigned)row.row);
        for (size_t i = 0; i < row.count && i < CELLS; i++)
            printf(
                " [%u] %s", (unsigned)row.cells[i].column, row.cells[i].text);
        printf("\n");
    }
    printf("%d rows\n", rows);
    rt_cell_reader_close(reader);
    return rc;
}

static void show_judgement(const struct rt_judgement *j)
{
    printf("importance %d, likelihood %d, level %d, class %s, priority %d\n",
        j->importance, j->likelihood, j->level, j->risk_class, j->priority);
}

static int show_risks(const char *path, struct rt_failure *why)
{
    struct rt_risk_reader_settings settings = {.name = "form", .english = 1};
    struct rt_risk_reader *reader;
    struct rt_read_item item;
    int count[3] = {0}, rc = rt_risk_reader_open(path, &settings, &reader, why);

    if (rc != RT_DONE)
        return rc;
    while ((rc = rt_risk_reader_next(reader, &item, why)) == RT_ITEM) {
        int n = count[item.kind]++;

        if (item.kind == RT_READ_RISK && n < RISKS) {
            printf("%s!%u %s (%s): ", item.sheet, (unsigned)item.row,
                item.risk.asset, item.risk.medium);
            show_judgement(&item.risk.judged);
        } else if (item.kind == RT_READ_FINDING && n < FINDINGS) {
            printf("%s!%u,%u %s %s: %s\n", item.sheet, (unsigned)item.row,
                (unsigned)item.column, item.finding.severity, item.finding.code,
                item.finding.message);
        }
    }
    printf("%d risks, %d rejected, %d findings\n", count[RT_READ_RISK],
        count[RT_READ_REJECTED], count[RT_READ_FINDING]);
    rt_risk_reader_close(reader);
    return rc;
}

int main(int argc, char **argv)
{
    struct rt_read_scores scores = {3, 2, RT_NOT_KNOWN, 3, 2, 1};
    struct rt_judgement judged;
    struct rt_failure why;
    int rc = argc == 3 ? RT_DONE : RT_FAILED_USAGE;

    snprintf(why.text, sizeof why.text, "example TABLE FORM");
    if (rc == RT_DONE)
        rc = show_cells(argv[1], &why);
    if (rc == RT_DONE)
        rc = rt_judge_scores("ipa-3.1", &scores, &judged, &why);
    if (rc == RT_DONE) {
        show_judgement(&judged);
        rc = show_risks(argv[2], &why);
    }
    if (rc < 0)
        fprintf(stderr, "example: %s\n", why.text);
    return rc < 0;
}
