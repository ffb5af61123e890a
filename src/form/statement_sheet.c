/* Which sheets have statements of applicability, and which merge wrote. */
#include "form/statement_reader.h"
#include "record/book_words.h"

bool rt_is_beside_statement(struct rt_str name, bool *basis)
{
    *basis = rt_is_word(name, RT_W_SHEET_SOA_BASIS);
    return *basis || rt_is_word(name, RT_W_SHEET_SOA_SENDERS);
}

bool rt_sheet_is_statement(
    const struct rt_intake *in, const struct rt_sheet_facts *s)
{
    return (s->layout.form == RT_FORM_SOA && !s->example)
           || (s->basis && in->request.basis);
}

bool rt_intake_is_own_statement(const struct rt_intake *in)
{
    for (size_t i = 0; i < in->sheet_count; i++) {
        if (in->sheets[i].basis)
            return true;
    }
    return false;
}
