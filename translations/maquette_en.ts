<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>PlotTip</name>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <translation>
            <numerusform>and %n other</numerusform>
            <numerusform>and %n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Protocol</name>
    <message numerus="yes">
        <source>%n pass(es) over voxels of %1 cm</source>
        <translation>
            <numerusform>%n pass over voxels of %1 cm</numerusform>
            <numerusform>%n passes over voxels of %1 cm</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n tile(s)</source>
        <translation>
            <numerusform>in %n tile</numerusform>
            <numerusform>in %n tiles</numerusform>
        </translation>
    </message>
</context>
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
    <name>maquette::widgets::CloudFiles</name>
    <message numerus="yes">
        <source>Opened %1 with %Ln point(s).</source>
        <translation>
            <numerusform>Opened %1 with %Ln point.</numerusform>
            <numerusform>Opened %1 with %Ln points.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %Ln point(s) without finite coordinates.</source>
        <translation>
            <numerusform>Left out: %Ln point without finite coordinates.</numerusform>
            <numerusform>Left out: %Ln points without finite coordinates.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::CloudPage</name>
    <message numerus="yes">
        <source>%1 · %Ln point(s)</source>
        <translation>
            <numerusform>%1 · %Ln point</numerusform>
            <numerusform>%1 · %Ln points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ConfusionModel</name>
    <message numerus="yes">
        <source>Truth %1, prediction %2: %Ln point(s), %3 % of the truth. Click to show only these points.</source>
        <translation>
            <numerusform>Truth %1, prediction %2: %Ln point, %3 % of the truth. Click to show only these points.</numerusform>
            <numerusform>Truth %1, prediction %2: %Ln points, %3 % of the truth. Click to show only these points.</numerusform>
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
    <name>maquette::widgets::Fp8AmaxStrip</name>
    <message numerus="yes">
        <source>; unchanged for %Ln step(s)</source>
        <translation>
            <numerusform>; unchanged for %Ln step</numerusform>
            <numerusform>; unchanged for %Ln steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>scale unchanged for %Ln step(s)</source>
        <translation>
            <numerusform>scale unchanged for %Ln step</numerusform>
            <numerusform>scale unchanged for %Ln steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::Fp8Panel</name>
    <message numerus="yes">
        <source>%Ln skipped step(s)</source>
        <translation>
            <numerusform>%Ln skipped step</numerusform>
            <numerusform>%Ln skipped steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln layer(s) warm up</source>
        <translation>
            <numerusform>%Ln layer warms up</numerusform>
            <numerusform>%Ln layers warm up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tensor(s) with an alarm</source>
        <translation>
            <numerusform>%Ln tensor with an alarm</numerusform>
            <numerusform>%Ln tensors with an alarm</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::HyperPanel</name>
    <message numerus="yes">
        <source>%1 of %n run(s) in all ranges</source>
        <translation>
            <numerusform>%1 of %n run in all ranges</numerusform>
            <numerusform>%1 of %n runs in all ranges</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::MeshCell</name>
    <message numerus="yes">
        <source>%Ln point(s)</source>
        <translation>
            <numerusform>%Ln point</numerusform>
            <numerusform>%Ln points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln triangle(s)</source>
        <translation>
            <numerusform>%Ln triangle</numerusform>
            <numerusform>%Ln triangles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln triangle(s) of points that are not there</source>
        <translation>
            <numerusform>%Ln triangle of points that are not there</numerusform>
            <numerusform>%Ln triangles of points that are not there</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RoomModel</name>
    <message numerus="yes">
        <source>%Ln point(s) without labels</source>
        <translation>
            <numerusform>%Ln point without labels</numerusform>
            <numerusform>%Ln points without labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunChart</name>
    <message numerus="yes">
        <source>The lines go through %1 points. %2 lie in the part that is shown, %3 in all of %n run(s); no pixel would differ if all were drawn.</source>
        <translation>
            <numerusform>The lines go through %1 points. %2 lie in the part that is shown, %3 in all of %n run; no pixel would differ if all were drawn.</numerusform>
            <numerusform>The lines go through %1 points. %2 lie in the part that is shown, %3 in all of %n runs; no pixel would differ if all were drawn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunDetails</name>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n point</numerusform>
            <numerusform>%n points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunsPage</name>
    <message numerus="yes">
        <source>%1 of %n run(s) shown</source>
        <translation>
            <numerusform>%1 of %n run shown</numerusform>
            <numerusform>%1 of %n runs shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ScorePanel</name>
    <message numerus="yes">
        <source>Counted: %1; %Ln point(s)</source>
        <translation>
            <numerusform>Counted: %1; %Ln point</numerusform>
            <numerusform>Counted: %1; %Ln points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::SegmentPanel</name>
    <message numerus="yes">
        <source>%n channel(s): %1</source>
        <translation>
            <numerusform>%n channel: %1</numerusform>
            <numerusform>%n channels: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es), first ball %1 m, voxels of %2 m</source>
        <translation>
            <numerusform>%n class, first ball %1 m, voxels of %2 m</numerusform>
            <numerusform>%n classes, first ball %1 m, voxels of %2 m</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::SelectionPanel</name>
    <message numerus="yes">
        <source>%1 of %Ln point(s) selected.</source>
        <translation>
            <numerusform>%1 of %Ln point selected.</numerusform>
            <numerusform>%1 of %Ln points selected.</numerusform>
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
<context>
    <name>maquette::widgets::SoundCell</name>
    <message numerus="yes">
        <source>%Ln channel(s)</source>
        <translation>
            <numerusform>%Ln channel</numerusform>
            <numerusform>%Ln channels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) that are no WAV file</source>
        <translation>
            <numerusform>%Ln byte that are no WAV file</numerusform>
            <numerusform>%Ln bytes that are no WAV file</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::SystemPanel</name>
    <message numerus="yes">
        <source>%Ln processor(s)</source>
        <translation>
            <numerusform>%Ln processor</numerusform>
            <numerusform>%Ln processors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln GPU(s), driver %1</source>
        <translation>
            <numerusform>%Ln GPU, driver %1</numerusform>
            <numerusform>%Ln GPUs, driver %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>GPU %1: %Ln more process(es)</source>
        <translation>
            <numerusform>GPU %1: %Ln more process</numerusform>
            <numerusform>GPU %1: %Ln more processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %Ln more that it started</source>
        <translation>
            <numerusform>%1, and %Ln more that it started</numerusform>
            <numerusform>%1, and %Ln more that it started</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::TensorCell</name>
    <message numerus="yes">
        <source>%Ln value(s) infinite or no number</source>
        <translation>
            <numerusform>%Ln value infinite or no number</numerusform>
            <numerusform>%Ln values infinite or no number</numerusform>
        </translation>
    </message>
</context>
</TS>
