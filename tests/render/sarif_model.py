"""The part of SARIF 2.1.0 that is written here, object by object: nothing else may stand in it.

Names, types and limits follow OASIS, Static Analysis Results Interchange Format 2.1.0, chapter 3.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Positive = Annotated[int, Field(ge=1)]
Offset = Annotated[int, Field(ge=0)]
Text = Annotated[str, Field(min_length=1)]
UriReference = Annotated[str, Field(pattern=r"^(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Message(Strict):  # 3.11, 3.12
    text: Text


class Snippet(Strict):  # artifactContent, 3.3
    text: str


class Region(Strict):  # 3.30
    startLine: Positive
    startColumn: Positive
    endLine: Positive
    endColumn: Positive
    charOffset: Offset
    charLength: Offset
    snippet: Snippet | None = None


class ArtifactLocation(Strict):  # 3.4
    uri: UriReference


class PhysicalLocation(Strict):  # 3.29
    artifactLocation: ArtifactLocation
    region: Region | None = None


class Location(Strict):  # 3.28
    physicalLocation: PhysicalLocation


class Result(Strict):  # 3.27
    ruleId: Text
    ruleIndex: Offset
    level: Literal["none", "note", "warning", "error"]
    message: Message
    locations: list[Location]
    relatedLocations: list[Location] = []
    partialFingerprints: dict[str, str]
    properties: dict[str, str]


class Configuration(Strict):  # reportingConfiguration, 3.50
    level: Literal["none", "note", "warning", "error"]


class Rule(Strict):  # reportingDescriptor, 3.49
    id: Text
    name: Text
    shortDescription: Message
    defaultConfiguration: Configuration


class Driver(Strict):  # toolComponent, 3.19
    name: Text
    version: Text
    rules: list[Rule]


class Tool(Strict):  # 3.18
    driver: Driver


class Run(Strict):  # 3.14
    tool: Tool
    columnKind: Literal["utf16CodeUnits", "unicodeCodePoints"]
    results: list[Result]


class Log(Strict):  # 3.13
    schema_: UriReference = Field(alias="$schema")
    version: Literal["2.1.0"]
    runs: Annotated[list[Run], Field(min_length=1)]
