# A row was taken out.
sh "$TOP/tests/cases/parts/versions.sh" '/^2\t製品/d'
