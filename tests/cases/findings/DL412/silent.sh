# A No that was changed by hand.
sh "$TOP/tests/cases/parts/versions.sh" 's/^3\t人事/4\t人事/'
