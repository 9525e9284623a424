# ruff: noqa: E501
from __future__ import annotations

import numpy as np
import pytest

from dedup.article import Article
from dedup.clustering import cluster_articles
from dedup.scanner import scan
from dedup.screening import packed, shared_shares

REPORTS = {
    "zh": "市政府周一决定改建旧港口，工程将于明年春天开始，预计耗资一千二百万元。市长表示，红砖外墙将得到保留，底层将设立工作坊。"
    "反对派对停车位数量太少表示不满，居民已经收集了两千三百个签名。新码头长五十米，可以停靠更大的渡轮。",
    "ja": "市議会は月曜日、古い港の改修を決定した。工事は来年の春に始まり、費用は一千二百万円と見込まれる。市長は赤れんがの外壁を残すと述べた。"
    "野党は駐車場が少なすぎると批判し、住民は二千三百人の署名を集めた。新しい桟橋は五十メートルで、大型のフェリーも使える。",
    "th": "สภาเทศบาลมีมติเมื่อวันจันทร์ให้ปรับปรุงท่าเรือเก่า โดยงานจะเริ่มในฤดูใบไม้ผลิปีหน้า และจะใช้งบประมาณสิบสองล้านบาท "
    "นายกเทศมนตรีกล่าวว่าผนังอิฐแดงจะถูกเก็บรักษาไว้ ฝ่ายค้านวิจารณ์ว่าที่จอดรถมีน้อยเกินไป",
    "el": "Το δημοτικό συμβούλιο αποφάσισε τη Δευτέρα την ανακαίνιση του παλιού λιμανιού. Οι εργασίες αρχίζουν την άνοιξη και θα "
    "κοστίσουν δώδεκα εκατομμύρια ευρώ. Η δήμαρχος είπε ότι η πρόσοψη από κόκκινο τούβλο διατηρείται.",
    "ar": "قرر مجلس المدينة يوم الاثنين تجديد الميناء القديم على أن تبدأ الأعمال في الربيع المقبل بتكلفة اثني عشر مليون يورو. "
    "وقالت رئيسة البلدية إن الواجهة المبنية من الطوب الأحمر ستبقى كما هي.",
}


@pytest.mark.parametrize("language", REPORTS)
def test_a_part_of_a_report_is_found_in_every_script(language: str) -> None:
    report = REPORTS[language]
    part = report[: 2 * len(report) // 3]
    words = scan([report, part])
    assert shared_shares(packed(words), words.first, np.array([[0, 1]]))[0] > 0.9
    assert len(cluster_articles([Article(report, "a"), Article(part, "b")]).clusters) == 1


def test_the_shorter_text_is_what_counts_and_long_words_count_most() -> None:
    words = scan(["a b c d Regierungserklärung", "x a b c d Regierungserklärung y z", "a b c d Haus x", ""])
    shares = shared_shares(packed(words), words.first, np.array([[0, 1], [1, 0], [2, 1], [0, 3]]))
    assert shares.tolist() == [1.0, 1.0, 0.0, 0.0]
