# A heading in other words.
sh "$TOP/tests/cases/parts/versions.sh" '/^No\t業務/s/備考/備考欄/'
