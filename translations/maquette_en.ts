<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>maquette::widgets::CloudDocument</name>
    <message numerus="yes">
        <source>Relabel %n point(s)</source>
        <translation>
            <numerusform>Relabel %n point</numerusform>
            <numerusform>Relabel %n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::EditFiles</name>
    <message numerus="yes">
        <source>Open %n picture(s)</source>
        <translation>
            <numerusform>Open %n picture</numerusform>
            <numerusform>Open %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::EditPage</name>
    <message numerus="yes">
        <source> · seed %1 · %n step(s)</source>
        <translation>
            <numerusform> · seed %1 · %n step</numerusform>
            <numerusform> · seed %1 · %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::SlotView</name>
    <message numerus="yes">
        <source>%n box(es)</source>
        <translation>
            <numerusform>%n box</numerusform>
            <numerusform>%n boxes</numerusform>
        </translation>
    </message>
</context>
</TS>
