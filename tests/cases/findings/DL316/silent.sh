list() { # ASSET...
    echo '管理部署,情報資産名称,媒体,機密性,完全性,可用性,脅威,脆弱性'
    for asset; do
        echo "製造部,$asset,書類,3,2,1,3,3"
    done
}
list 旋盤 型 工程 検査 >製造.csv
"${MKBOOK%/*}/risktally" merge -q --fail-on never --now 2026-06-30 -o ../first .
rm 製造.csv
list 旋盤 型 >組立.csv
"${MKBOOK%/*}/risktally" merge -q --fail-on never --now 2026-09-30 \
    -o ../before --previous ../first/risks.jsonl .
list 工程 検査 >検査.csv
