/* The safety limits: one table, from which the --limit-* options, their help
 * and the finding that names the option to raise are made.
 *
 * A limit that is reached ends the reading of that file with RT_LIMIT and
 * finding IN201 (%1 = option name without dashes, %2 = the limit, %3 = the
 * part or place); it never ends the program.
 *
 * RT_LIMIT_TABLE(X): X(field, option, default, what it bounds in Japanese,
 * the same in English). All are uint64_t.
 */
#ifndef RISKTALLY_LIMITS_H
#define RISKTALLY_LIMITS_H

#include "base/lang.h"

/* clang-format off */
#define RT_LIMIT_TABLE(X) \
    /* a 200,000-row register is 60 MB; nothing honest is larger */ \
    X(file_bytes,  "limit-file-bytes",  512u << 20, "1ファイルの大きさ（バイト）", "bytes per file") \
    X(part_bytes,  "limit-part-bytes",  2048u << 20, "展開後の1パートの大きさ（バイト）", "bytes per unpacked part") \
    /* no part of 438 real workbooks packed better than 22 : 1 */ \
    X(ratio,       "limit-ratio",       200, "圧縮率（展開後÷圧縮後）", "compression ratio") \
    /* below this many unpacked bytes the ratio is not looked at */ \
    X(ratio_grace, "limit-ratio-grace", 16u << 20, "圧縮率を見始める大きさ（バイト）", "bytes before the ratio counts") \
    X(entries,     "limit-entries",     10000, "zipの中のファイル数", "entries per zip") \
    X(sheets,      "limit-sheets",      1000, "シート数", "sheets per workbook") \
    X(rows,        "limit-rows",        5000000, "1シートの行数", "rows per sheet") \
    X(columns,     "limit-columns",     16384, "列数", "columns") \
    X(cell_bytes,  "limit-cell-bytes",  1u << 20, "1セルの長さ（バイト）", "bytes per cell") \
    /* real rows are far below */ \
    X(row_bytes,   "limit-row-bytes",   4u << 20, "1行の文字の合計（バイト）", "bytes of text per row") \
    X(xml_depth,   "limit-xml-depth",   64, "XMLの深さ", "XML depth") \
    X(xml_attrs,   "limit-xml-attributes", 256, "1要素の属性数", "attributes per XML element") \
    X(strings,     "limit-strings",     4000000, "共有文字列の数", "distinct shared strings") \
    X(string_bytes, "limit-string-bytes", 64u << 20, "共有文字列の合計（バイト）", "bytes of shared strings") \
    /* a register of 200,000 rows has 8 million; each costs some 100 bytes */ \
    X(cells,       "limit-cells",       10000000, "checkで一度に調べるセル数", "cells that check looks at together") \
    X(merges,      "limit-merges",      200000, "1シートの結合セル数", "merged ranges per sheet") \
    /* a second or two */ \
    X(formula_cells, "limit-formula-cells", 100000000, "1ファイルの数式の再計算で調べるセル数", "cells that recalculating a file's formulas looks at")
/* clang-format on */

struct rt_limits {
#define RT_LIMIT_FIELD(field, option, def, ja, en) uint64_t field;
    RT_LIMIT_TABLE(RT_LIMIT_FIELD)
#undef RT_LIMIT_FIELD
};

/* What the option bounds. */
struct rt_text rt_limit_words(const char *option);
/* The defaults of the table above. */
struct rt_limits rt_limits_default(void);

#endif
