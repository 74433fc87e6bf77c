"""What is the name of a street and what is an address."""

import pytest

from wijkpeil.loading.rules.places import has_house_number, names_an_address

STREETS = (
    "Dorpsweg",
    "'s-Gravendijkwal",
    "1e Middellandstraat",
    "2de Rosestraat",
    "Plein 1953",
    "Plein 1940",
    "Plein '40-'45",
    "Burgemeester s'Jacobplein",
    "Laan op Zuid",
    "Maashaven N.Z.",
)
ADDRESSES = (
    "Dorpsweg 12",
    "Dorpsweg 12a",
    "Dorpsweg 12-14",
    "Dorpsweg 12, Rotterdam",
    "12 Dorpsweg",
    "Dorpsweg 1e",
    "Dorpsweg 12-bis",
    "Plein 1953 7",
    "Dorpsweg 3081 AB",
    "3081AB",
    "Mathenesserweg 320/2",
)


@pytest.mark.parametrize("street", STREETS)
def test_a_street_is_no_address(street: str) -> None:
    assert not has_house_number(street)
    assert not names_an_address(street)


@pytest.mark.parametrize("street", ADDRESSES)
def test_an_address_is_recognised(street: str) -> None:
    assert has_house_number(street)


@pytest.mark.parametrize("name", ["Dorpsweg 12", "Rond Dorpsweg nr. 12a", "Het pand aan de Lange Kade 7", "3081 AB"])
def test_a_name_with_an_address_in_it_is_recognised(name: str) -> None:
    assert names_an_address(name)


@pytest.mark.parametrize("name", ["Zone 2 Charlois", "Rond het Plein 1953", "Hotspot 3", "Noord, 2007"])
def test_a_name_with_another_number_in_it_is_left_alone(name: str) -> None:
    assert not names_an_address(name)
