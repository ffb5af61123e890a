list() { # ASSET...
    echo '管理部署,業務分類,情報資産名称,媒体,機密性,完全性,可用性,脅威,脆弱性'
    for asset; do
        echo "製造部,製造,$asset,書類,3,2,1,3,3"
    done
}
list 旋盤 型 工程 検査 >製造.csv
"$RT" merge -q --fail-on never --now 2026-06-30 -o ../before .
list 旋盤 型（正） 工程（正） 検査（正） >製造.csv
