"""Three short texts in three languages, of which the small corpus is made."""

from __future__ import annotations

RUSSIAN = """Китай строит новые дата-центры

Компания Alibaba открыла модель Qwen в январе 2025 года. Китайские разработчики спорят с OpenAI.
Министерство торговли США ограничило поставки чипов Nvidia в Китай.

Эксперты связали это с Китаем: у КНР мало ускорителей H20.
"""
ITALIAN = """La Cina punta sui modelli aperti

Le aziende cinesi crescono in fretta. Secondo Bloomberg, Alibaba ha presentato Qwen nel 2025.
Gli Stati Uniti e la Cina trattano; OpenAI osserva le mosse di Pechino.

Pubblicato Lunedì, 12 Gennaio 2026 a cura di Carla B. per Esempio.it
"""
CHINESE = """中国的人工智能

中国公司阿里巴巴发布了新的Qwen模型。美国限制了英伟达芯片的出口。OpenAI没有回应。
"""
