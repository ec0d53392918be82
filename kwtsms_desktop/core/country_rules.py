"""kwtSMS's own rules: how long a mobile number of a country is, and what it begins with.

These are the rules of the official kwtSMS clients (81 countries; gateway-cases.md A6). They decide for
Kuwait. Elsewhere they are one opinion of two, because they refuse mobiles that exist (``core.numbering``).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class CountryRule(NamedTuple):
    """One country's rule.

    Attributes:
        code: country code, digits.
        region: ISO 3166 code of the (main) region that uses it.
        lengths: allowed lengths of the national number, ascending.
        first_digits: allowed first digits of the national number; empty: any.
    """

    code: str
    region: str
    lengths: tuple[int, ...]
    first_digits: str


_RULES = (
    CountryRule("965", "KW", (8,), "4569"),  # Kuwait
    CountryRule("966", "SA", (9,), "5"),  # Saudi Arabia
    CountryRule("971", "AE", (9,), "5"),  # UAE
    CountryRule("973", "BH", (8,), "36"),  # Bahrain
    CountryRule("974", "QA", (8,), "3567"),  # Qatar
    CountryRule("968", "OM", (8,), "79"),  # Oman
    CountryRule("962", "JO", (9,), "7"),  # Jordan
    CountryRule("961", "LB", (7, 8), "378"),  # Lebanon
    CountryRule("970", "PS", (9,), "5"),  # Palestine
    CountryRule("964", "IQ", (10,), "7"),  # Iraq
    CountryRule("963", "SY", (9,), "9"),  # Syria
    CountryRule("967", "YE", (9,), "7"),  # Yemen
    CountryRule("20", "EG", (10,), "1"),  # Egypt
    CountryRule("218", "LY", (9,), "9"),  # Libya
    CountryRule("216", "TN", (8,), "2459"),  # Tunisia
    CountryRule("212", "MA", (9,), "67"),  # Morocco
    CountryRule("213", "DZ", (9,), "567"),  # Algeria
    CountryRule("249", "SD", (9,), "9"),  # Sudan
    CountryRule("98", "IR", (10,), "9"),  # Iran
    CountryRule("90", "TR", (10,), "5"),  # Turkey
    CountryRule("972", "IL", (9,), "5"),  # Israel
    CountryRule("91", "IN", (10,), "6789"),  # India
    CountryRule("92", "PK", (10,), "3"),  # Pakistan
    CountryRule("880", "BD", (10,), "1"),  # Bangladesh
    CountryRule("94", "LK", (9,), "7"),  # Sri Lanka
    CountryRule("960", "MV", (7,), "79"),  # Maldives
    CountryRule("86", "CN", (11,), "1"),  # China
    CountryRule("81", "JP", (10,), "789"),  # Japan
    CountryRule("82", "KR", (10,), "1"),  # South Korea
    CountryRule("886", "TW", (9,), "9"),  # Taiwan
    CountryRule("65", "SG", (8,), "89"),  # Singapore
    CountryRule("60", "MY", (9, 10), "1"),  # Malaysia
    CountryRule("62", "ID", (9, 10, 11, 12), "8"),  # Indonesia
    CountryRule("63", "PH", (10,), "9"),  # Philippines
    CountryRule("66", "TH", (9,), "689"),  # Thailand
    CountryRule("84", "VN", (9,), "35789"),  # Vietnam
    CountryRule("95", "MM", (9,), "9"),  # Myanmar
    CountryRule("855", "KH", (8, 9), "16789"),  # Cambodia
    CountryRule("976", "MN", (8,), "689"),  # Mongolia
    CountryRule("44", "GB", (10,), "7"),  # UK
    CountryRule("33", "FR", (9,), "67"),  # France
    CountryRule("49", "DE", (10, 11), "1"),  # Germany
    CountryRule("39", "IT", (10,), "3"),  # Italy
    CountryRule("34", "ES", (9,), "67"),  # Spain
    CountryRule("31", "NL", (9,), "6"),  # Netherlands
    CountryRule("32", "BE", (9,), ""),  # Belgium
    CountryRule("41", "CH", (9,), "7"),  # Switzerland
    CountryRule("43", "AT", (10,), "6"),  # Austria
    CountryRule("47", "NO", (8,), "49"),  # Norway
    CountryRule("48", "PL", (9,), ""),  # Poland
    CountryRule("30", "GR", (10,), "6"),  # Greece
    CountryRule("420", "CZ", (9,), "67"),  # Czech Republic
    CountryRule("46", "SE", (9,), "7"),  # Sweden
    CountryRule("45", "DK", (8,), ""),  # Denmark
    CountryRule("40", "RO", (9,), "7"),  # Romania
    CountryRule("36", "HU", (9,), ""),  # Hungary
    CountryRule("380", "UA", (9,), ""),  # Ukraine
    CountryRule("1", "US", (10,), ""),  # USA/Canada
    CountryRule("52", "MX", (10,), ""),  # Mexico
    CountryRule("55", "BR", (11,), ""),  # Brazil
    CountryRule("57", "CO", (10,), "3"),  # Colombia
    CountryRule("54", "AR", (10,), "9"),  # Argentina
    CountryRule("56", "CL", (9,), "9"),  # Chile
    CountryRule("58", "VE", (10,), "4"),  # Venezuela
    CountryRule("51", "PE", (9,), "9"),  # Peru
    CountryRule("593", "EC", (9,), "9"),  # Ecuador
    CountryRule("53", "CU", (8,), "56"),  # Cuba
    CountryRule("27", "ZA", (9,), "678"),  # South Africa
    CountryRule("234", "NG", (10,), "789"),  # Nigeria
    CountryRule("254", "KE", (9,), "17"),  # Kenya
    CountryRule("233", "GH", (9,), "25"),  # Ghana
    CountryRule("251", "ET", (9,), "79"),  # Ethiopia
    CountryRule("255", "TZ", (9,), "67"),  # Tanzania
    CountryRule("256", "UG", (9,), "7"),  # Uganda
    CountryRule("237", "CM", (9,), "6"),  # Cameroon
    CountryRule("225", "CI", (10,), ""),  # Ivory Coast
    CountryRule("221", "SN", (9,), "7"),  # Senegal
    CountryRule("252", "SO", (9,), "67"),  # Somalia
    CountryRule("250", "RW", (9,), "7"),  # Rwanda
    CountryRule("61", "AU", (9,), "4"),  # Australia
    CountryRule("64", "NZ", (8, 9, 10), "2"),  # New Zealand
)

RULES: Mapping[str, CountryRule] = MappingProxyType({rule.code: rule for rule in _RULES})
"""Country code → rule."""
