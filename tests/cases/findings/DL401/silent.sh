# Approved again; and work that went on under the approval of a plan.
sh "$TOP/tests/cases/parts/versions.sh" '/紛失/s/\t3\t1\t3$/\t2\t1\t2/; /report.book$/a @cell K2 date:2026-09-20
/^1\t多要素/s/\.\t着手$/date:2026-09-20\t終了/'
