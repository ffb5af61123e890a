/* Folding: how two spellings of the same words are found equal.
 *
 * NFKC (full-width digits and letters, half-width katakana, ligatures become
 * their ordinary forms), all white space, line breaks, control, zero-width
 * and variation-selector characters removed, letters case-folded. Folded
 * text is for comparing and hashing, never for showing.
 */
#ifndef RISKTALLY_FOLD_H
#define RISKTALLY_FOLD_H

#include "base/lang.h"
#include "base/text.h"

/* Appends the folded form of `s` to out. Invalid UTF-8 folds to U+FFFD. */
enum rt_status rt_fold(struct rt_str s, struct rt_buf *out) RT_MUST_USE;
/* The same into a caller's buffer, never allocating: for short words looked
 * up once per cell. The length (no NUL is added), or SIZE_MAX where it does
 * not fit into `size`. */
size_t rt_fold_fixed(struct rt_str s, char *to, size_t size) RT_MUST_USE;
/* The same, and of kanji that look alike the ordinary form: 髙 is 高. For names
 * of departments, which are typed from memory; not for hashing. */
enum rt_status rt_fold_name(struct rt_str s, struct rt_buf *out) RT_MUST_USE;
/* True when both fold to the same text. False also without memory. */
bool rt_fold_eq(struct rt_str a, struct rt_str b);
bool rt_fold_name_eq(struct rt_str a, struct rt_str b);
/* Whether `s` is one of the two words, as they fold. */
bool rt_fold_is(struct rt_str s, struct rt_text words);

#endif
