# A second evaluation after the approval.
sh "$TOP/tests/cases/parts/versions.sh" '/紛失/s/\t3\t1\t3$/\t2\t1\t2/'
