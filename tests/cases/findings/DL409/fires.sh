# A column was emptied.
sh "$TOP/tests/cases/parts/versions.sh" '/^No\t業務/s/業務分類/./; /^[123]\t[販製人]/s/\t[^\t]*/\t./'
