<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Version %1 (%2, %3)</source>
        <translation>Version %1 (%2, %3)</translation>
    </message>
    <message>
        <source>Qt %1, LibTorch %2</source>
        <translation>Qt %1, LibTorch %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Processor: %1</source>
        <translation>Prozessor: %1</translation>
    </message>
    <message>
        <source>CUDA device: %1</source>
        <translation>CUDA-Gerät: %1</translation>
    </message>
    <message>
        <source>A workbench for people who work with vision models.</source>
        <translation>Eine Werkbank für Menschen, die mit Bildmodellen arbeiten.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>About Maquette</source>
        <translation>Über Maquette</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;New board</source>
        <translation>&amp;Neues Brett</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Save board</source>
        <translation>Brett &amp;sichern</translation>
    </message>
    <message>
        <source>Save board &amp;as…</source>
        <translation>Brett sichern &amp;unter…</translation>
    </message>
    <message>
        <source>Save &amp;result…</source>
        <translation>&amp;Ergebnis sichern…</translation>
    </message>
    <message>
        <source>Saved results say how they were &amp;made</source>
        <translation>Gesicherte Ergebnisse sagen, &amp;wie sie entstanden</translation>
    </message>
    <message>
        <source>Try the &amp;demo</source>
        <translation>&amp;Demo ausprobieren</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation>Bild &amp;einfügen</translation>
    </message>
    <message>
        <source>&amp;Swap before and after</source>
        <translation>Vorher und Nachher &amp;tauschen</translation>
    </message>
    <message>
        <source>&amp;Clear the place in focus</source>
        <translation>Platz im Fokus &amp;leeren</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>An&amp;nehmen</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Compare by &amp;slider</source>
        <translation>Mit &amp;Schieber vergleichen</translation>
    </message>
    <message>
        <source>Compare side &amp;by side</source>
        <translation>&amp;Nebeneinander vergleichen</translation>
    </message>
    <message>
        <source>Compare by b&amp;linking</source>
        <translation>Durch &amp;Blinken vergleichen</translation>
    </message>
    <message>
        <source>Show the &amp;difference, eight times</source>
        <translation>&amp;Unterschied achtfach zeigen</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Fit the picture</source>
        <translation>Bild ein&amp;passen</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Search &amp;actions…</source>
        <translation>&amp;Aktionen suchen…</translation>
    </message>
    <message>
        <source>I&amp;nspector</source>
        <translation>&amp;Inspektor</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>&amp;About Maquette</source>
        <translation>Ü&amp;ber Maquette</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>&amp;Helles Thema</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>&amp;Dunkles Thema</translation>
    </message>
    <message>
        <source>Text at &amp;100 %</source>
        <translation>Text mit &amp;100 %</translation>
    </message>
    <message>
        <source>Text at 1&amp;25 %</source>
        <translation>Text mit 1&amp;25 %</translation>
    </message>
    <message>
        <source>Text at 1&amp;50 %</source>
        <translation>Text mit 1&amp;50 %</translation>
    </message>
    <message>
        <source>&amp;Turn</source>
        <translation>&amp;Drehen</translation>
    </message>
    <message>
        <source>&amp;Pick points</source>
        <translation>P&amp;unkte abfragen</translation>
    </message>
    <message>
        <source>Select by &amp;rectangle</source>
        <translation>Mit &amp;Rechteck auswählen</translation>
    </message>
    <message>
        <source>Select by &amp;lasso</source>
        <translation>Mit &amp;Lasso auswählen</translation>
    </message>
    <message>
        <source>&amp;Clip box</source>
        <translation>&amp;Schnittkasten</translation>
    </message>
    <message>
        <source>From a &amp;corner</source>
        <translation>Von einer &amp;Ecke</translation>
    </message>
    <message>
        <source>From &amp;above</source>
        <translation>Von &amp;oben</translation>
    </message>
    <message>
        <source>From the &amp;front</source>
        <translation>Von &amp;vorn</translation>
    </message>
    <message>
        <source>From the &amp;back</source>
        <translation>Von &amp;hinten</translation>
    </message>
    <message>
        <source>From the &amp;left</source>
        <translation>Von &amp;links</translation>
    </message>
    <message>
        <source>From the &amp;right</source>
        <translation>Von &amp;rechts</translation>
    </message>
    <message>
        <source>From b&amp;elow</source>
        <translation>Von &amp;unten</translation>
    </message>
    <message>
        <source>Open a &amp;folder…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>Compare with a &amp;truth…</source>
        <translation>Mit einer &amp;Wahrheit vergleichen…</translation>
    </message>
    <message>
        <source>Compare with a &amp;prediction…</source>
        <translation>Mit einer &amp;Vorhersage vergleichen…</translation>
    </message>
    <message>
        <source>&amp;Save the cloud…</source>
        <translation>&amp;Punktwolke sichern…</translation>
    </message>
    <message>
        <source>Save a p&amp;icture…</source>
        <translation>B&amp;ild sichern…</translation>
    </message>
    <message>
        <source>Save a turnta&amp;ble…</source>
        <translation>D&amp;rehtisch-Video sichern…</translation>
    </message>
    <message>
        <source>Save the sel&amp;ection…</source>
        <translation>Auswah&amp;l sichern…</translation>
    </message>
    <message>
        <source>Se&amp;gment</source>
        <translation>Se&amp;gmentieren</translation>
    </message>
    <message>
        <source>Re&amp;label</source>
        <translation>Neu &amp;beschriften</translation>
    </message>
    <message>
        <source>&amp;Invert</source>
        <translation>Auswahl &amp;umkehren</translation>
    </message>
    <message>
        <source>Select &amp;nothing</source>
        <translation>&amp;Nichts auswählen</translation>
    </message>
    <message>
        <source>Select only &amp;visible points</source>
        <translation>Nur &amp;sichtbare Punkte auswählen</translation>
    </message>
    <message>
        <source>&amp;Forget points</source>
        <translation>Abgefragte Punkte &amp;vergessen</translation>
    </message>
    <message>
        <source>Cop&amp;y points</source>
        <translation>Abgefragte Punkte ko&amp;pieren</translation>
    </message>
    <message>
        <source>Show all cl&amp;asses</source>
        <translation>Alle &amp;Klassen zeigen</translation>
    </message>
    <message>
        <source>Copy &amp;scores</source>
        <translation>Bewer&amp;tung kopieren</translation>
    </message>
    <message>
        <source>Show all cells of the &amp;matrix</source>
        <translation>Alle &amp;Zellen der Matrix zeigen</translation>
    </message>
    <message>
        <source>Curtain &amp;between two panes</source>
        <translation>&amp;Vorhang zwischen zwei Teilbildern</translation>
    </message>
    <message>
        <source>Fit the clou&amp;d</source>
        <translation>Punktwolke ein&amp;passen</translation>
    </message>
    <message>
        <source>Workspace &amp;edit</source>
        <translation>Arbeitsbereich B&amp;earbeiten</translation>
    </message>
    <message>
        <source>Open with co&amp;lumns…</source>
        <translation>Mit &amp;Spalten öffnen…</translation>
    </message>
    <message>
        <source>&amp;1 pane</source>
        <translation>&amp;1 Teilbild</translation>
    </message>
    <message>
        <source>&amp;2 panes</source>
        <translation>&amp;2 Teilbilder</translation>
    </message>
    <message>
        <source>&amp;3 panes</source>
        <translation>&amp;3 Teilbilder</translation>
    </message>
    <message>
        <source>&amp;4 panes</source>
        <translation>&amp;4 Teilbilder</translation>
    </message>
    <message>
        <source>Next colorin&amp;g</source>
        <translation>Nächste &amp;Färbung</translation>
    </message>
    <message>
        <source>Keep this &amp;view</source>
        <translation>Ansicht &amp;merken</translation>
    </message>
    <message>
        <source>Cop&amp;y this view as text</source>
        <translation>Ansi&amp;cht als Text kopieren</translation>
    </message>
    <message>
        <source>Pa&amp;ste a view</source>
        <translation>Ansicht ei&amp;nfügen</translation>
    </message>
    <message>
        <source>Use the result as p&amp;icture</source>
        <translation>Ergebnis als &amp;Bild verwenden</translation>
    </message>
    <message>
        <source>Ru&amp;n</source>
        <translation>&amp;Ausführen</translation>
    </message>
    <message>
        <source>&amp;Theme of the desktop</source>
        <translation>Thema des &amp;Schreibtischs</translation>
    </message>
    <message>
        <source>Text at 2&amp;00 %</source>
        <translation>Text mit 2&amp;00 %</translation>
    </message>
    <message>
        <source>&amp;Workspace cloud</source>
        <translation>Arbeitsbereich Punkt&amp;wolke</translation>
    </message>
    <message>
        <source>Workspace r&amp;uns</source>
        <translation>Arbeitsbereic&amp;h Läufe</translation>
    </message>
    <message>
        <source>E&amp;xport a chart…</source>
        <translation>Diagramm e&amp;xportieren…</translation>
    </message>
    <message>
        <source>Look for &amp;new points</source>
        <translation>&amp;Neue Punkte suchen</translation>
    </message>
    <message>
        <source>&amp;Pause following</source>
        <translation>&amp;Verfolgen anhalten</translation>
    </message>
    <message>
        <source>Show &amp;all runs</source>
        <translation>&amp;Alle Läufe zeigen</translation>
    </message>
    <message>
        <source>&amp;Hide all runs</source>
        <translation>Alle Läufe a&amp;usblenden</translation>
    </message>
    <message>
        <source>&amp;Logarithmic x axis</source>
        <translation>&amp;Logarithmische x-Achse</translation>
    </message>
    <message>
        <source>Logarithmic &amp;y axis</source>
        <translation>Logarithmische &amp;y-Achse</translation>
    </message>
    <message>
        <source>Higher cha&amp;rts</source>
        <translation>Höhere Diagra&amp;mme</translation>
    </message>
    <message>
        <source>Lower chart&amp;s</source>
        <translation>&amp;Flachere Diagramme</translation>
    </message>
    <message>
        <source>Sh&amp;ow all of every chart</source>
        <translation>Überall alles zei&amp;gen</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Nothing is open</source>
        <translation>Nichts ist geöffnet</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>&quot;%1&quot; names no device; write auto, cpu or cuda:0.</source>
        <translation>„%1“ benennt kein Gerät; schreiben Sie auto, cpu oder cuda:0.</translation>
    </message>
    <message>
        <source>There is no device %1 here: %2 CUDA devices were found. Use --device cpu.</source>
        <translation>Hier gibt es kein Gerät %1: %2 CUDA-Geräte wurden gefunden. Verwenden Sie --device cpu.</translation>
    </message>
    <message>
        <source>This installation has no CUDA libraries. Install them with packaging/run.sh --cuda, or use --device cpu.</source>
        <translation>Diese Installation hat keine CUDA-Bibliotheken. Installieren Sie sie mit packaging/run.sh --cuda, oder verwenden Sie --device cpu.</translation>
    </message>
    <message>
        <source>The board %1 has no picture &quot;%2&quot; yet.</source>
        <translation>Dem Brett %1 fehlt noch das Bild „%2“.</translation>
    </message>
    <message>
        <source>Training does not run on %1; use --device cpu.</source>
        <translation>Auf %1 wird nicht trainiert; verwenden Sie --device cpu.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Es gibt keine Datei %1.</translation>
    </message>
    <message>
        <source>No permission to read %1.</source>
        <translation>%1 darf nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 is a folder; a file is needed.</source>
        <translation>%1 ist ein Ordner; gebraucht wird eine Datei.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 was not written: the disk is full. Nothing was changed.</source>
        <translation>%1 wurde nicht geschrieben: Der Datenträger ist voll. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>%1 was not written: no permission to write there.</source>
        <translation>%1 wurde nicht geschrieben: Dort darf nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>%1 was not written: its folder does not exist.</source>
        <translation>%1 wurde nicht geschrieben: Den Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>%1 was not written: it is a folder.</source>
        <translation>%1 wurde nicht geschrieben: Es ist ein Ordner.</translation>
    </message>
    <message>
        <source>%1 was not written.</source>
        <translation>%1 wurde nicht geschrieben.</translation>
    </message>
    <message>
        <source>%1 is not a regular file.</source>
        <translation>%1 ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>%1 has %2 bytes; the limit here is %3.</source>
        <translation>%1 hat %2 Byte; die Grenze liegt hier bei %3.</translation>
    </message>
    <message>
        <source>%1 holds no valid JSON.</source>
        <translation>%1 enthält kein gültiges JSON.</translation>
    </message>
    <message>
        <source>%1 is %2; it goes from %3 to %4.</source>
        <translation>%1 ist %2; erlaubt ist %3 bis %4.</translation>
    </message>
    <message>
        <source>%1 is of another type.</source>
        <translation>%1 ist von anderer Art.</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; it is one of: %3.</source>
        <translation>%1 ist „%2“; möglich sind: %3.</translation>
    </message>
    <message>
        <source>There is no parameter %1.</source>
        <translation>Es gibt keinen Parameter %1.</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; write on or off.</source>
        <translation>%1 ist „%2“; schreiben Sie on oder off.</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; a whole number is needed.</source>
        <translation>%1 ist „%2“; gebraucht wird eine ganze Zahl.</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; a number is needed.</source>
        <translation>%1 ist „%2“; gebraucht wird eine Zahl.</translation>
    </message>
    <message>
        <source>The parameters are not a JSON object.</source>
        <translation>Die Parameter sind kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>%1 is not a board of Maquette, or it is damaged.</source>
        <translation>%1 ist kein Brett von Maquette, oder es ist beschädigt.</translation>
    </message>
    <message>
        <source>%1 is a board of version %2; this program reads versions 1 to %3. Install a newer Maquette to open it.</source>
        <translation>%1 ist ein Brett der Version %2; dieses Programm liest die Versionen 1 bis %3. Zum Öffnen braucht es ein neueres Maquette.</translation>
    </message>
    <message>
        <source>Evaluating boards</source>
        <translation>Bretter werden ausgewertet</translation>
    </message>
    <message>
        <source>An evaluation needs at least one board of each operation.</source>
        <translation>Eine Auswertung braucht wenigstens ein Brett je Operation.</translation>
    </message>
    <message>
        <source>The list of photographs &quot;%1&quot; is damaged. Install the program again.</source>
        <translation>Die Liste der Fotografien „%1“ ist beschädigt. Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>The folder &quot;%1&quot; cannot be read.</source>
        <translation>Der Ordner „%1“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The folder &quot;%1&quot; holds no pictures of at least %2 pixels a side.</source>
        <translation>Der Ordner „%1“ enthält keine Bilder mit wenigstens %2 Pixeln je Seite.</translation>
    </message>
    <message>
        <source>A scene bank needs cells of 16 to 1024 pixels and two scenes or more of each kind that it holds.</source>
        <translation>Eine Szenensammlung braucht Zellen von 16 bis 1024 Pixeln und zwei oder mehr Szenen jeder Art, die sie enthält.</translation>
    </message>
    <message>
        <source>Cutting photographs</source>
        <translation>Fotografien werden zugeschnitten</translation>
    </message>
    <message>
        <source>Drawing scenes</source>
        <translation>Szenen werden gezeichnet</translation>
    </message>
    <message>
        <source>The example has no before picture yet.</source>
        <translation>Dem Beispiel fehlt noch das Bild vorher.</translation>
    </message>
    <message>
        <source>The example has no after picture yet.</source>
        <translation>Dem Beispiel fehlt noch das Bild nachher.</translation>
    </message>
    <message>
        <source>There is no picture to change yet.</source>
        <translation>Es gibt noch kein Bild, das geändert werden soll.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>What carries the change: an exact explanation of the example, the ImageBrush network on top of it, or whichever fits.</source>
        <translation>Was die Änderung überträgt: eine genaue Erklärung des Beispiels, darauf das Netz ImageBrush, oder was besser passt.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Explanation alone</source>
        <translation>Nur Erklärung</translation>
    </message>
    <message>
        <source>ImageBrush</source>
        <translation>ImageBrush</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Start of the random numbers of the network. The same seed gives the same picture.</source>
        <translation>Anfang der Zufallszahlen des Netzes. Derselbe Startwert gibt dasselbe Bild.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Sampling steps of the network. One is fastest and nearly always best.</source>
        <translation>Abtastschritte des Netzes. Einer ist am schnellsten und fast immer am besten.</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Führung</translation>
    </message>
    <message>
        <source>How strongly the network follows the example&apos;s instruction; 1 leaves it as it was trained.</source>
        <translation>Wie stark das Netz der Anweisung des Beispiels folgt; 1 lässt es, wie es trainiert wurde.</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>How the network is applied: to the whole picture at once (keeps what depends on place), or to native tiles (keeps detail).</source>
        <translation>Wie das Netz angewendet wird: auf das ganze Bild auf einmal (bewahrt, was vom Ort abhängt) oder auf native Kacheln (bewahrt Einzelheiten).</translation>
    </message>
    <message>
        <source>By self score</source>
        <translation>Nach Selbstprüfung</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Native tiles</source>
        <translation>Native Kacheln</translation>
    </message>
    <message>
        <source>Explain first</source>
        <translation>Zuerst erklären</translation>
    </message>
    <message>
        <source>Search for an exact explanation before the network is asked.</source>
        <translation>Nach einer genauen Erklärung suchen, bevor das Netz gefragt wird.</translation>
    </message>
    <message>
        <source>Visual prompt</source>
        <translation>Bildanweisung</translation>
    </message>
    <message>
        <source>Give the network the encoded example in its middle blocks.</source>
        <translation>Dem Netz das kodierte Beispiel in seinen mittleren Blöcken geben.</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>Kästen</translation>
    </message>
    <message>
        <source>Give the network the boxes drawn on the example.</source>
        <translation>Dem Netz die Kästen geben, die auf das Beispiel gezeichnet sind.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>File of network weights; empty: the model shipped with the program.</source>
        <translation>Datei mit Gewichten des Netzes; leer: das mitgelieferte Modell.</translation>
    </message>
    <message>
        <source>Suite</source>
        <translation>Sammlung</translation>
    </message>
    <message>
        <source>The boards to measure on.</source>
        <translation>Die Bretter, auf denen gemessen wird.</translation>
    </message>
    <message>
        <source>Procedural boards</source>
        <translation>Berechnete Bretter</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>One set of the suite, or all.</source>
        <translation>Ein Satz der Sammlung oder alle.</translation>
    </message>
    <message>
        <source>All sets</source>
        <translation>Alle Sätze</translation>
    </message>
    <message>
        <source>Unseen scenes</source>
        <translation>Ungesehene Szenen</translation>
    </message>
    <message>
        <source>Held-out parameters</source>
        <translation>Zurückgehaltene Parameter</translation>
    </message>
    <message>
        <source>Photographs never trained on</source>
        <translation>Fotografien, auf denen nie trainiert wurde</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Boards of each operation.</source>
        <translation>Bretter je Operation.</translation>
    </message>
    <message>
        <source>Seed of the boards</source>
        <translation>Startwert der Bretter</translation>
    </message>
    <message>
        <source>Scenes and parameters of the boards follow from it.</source>
        <translation>Szenen und Parameter der Bretter folgen daraus.</translation>
    </message>
    <message>
        <source>Wrong-example control</source>
        <translation>Gegenprobe mit falschem Beispiel</translation>
    </message>
    <message>
        <source>Also measure with an example of another kind of change.</source>
        <translation>Auch mit einem Beispiel einer anderen Änderung messen.</translation>
    </message>
    <message>
        <source>By operation</source>
        <translation>Nach Operation</translation>
    </message>
    <message>
        <source>Print a row for each operation instead of each group.</source>
        <translation>Eine Zeile je Operation statt je Gruppe ausgeben.</translation>
    </message>
    <message>
        <source>An example needs both a before and an after picture.</source>
        <translation>Ein Beispiel braucht ein Bild vorher und eines nachher.</translation>
    </message>
    <message>
        <source>This is not a stored explanation.</source>
        <translation>Das ist keine gespeicherte Erklärung.</translation>
    </message>
    <message>
        <source>Glow of bright places, radius %1 px, strength %2 %</source>
        <translation>Helle Stellen leuchten, Radius %1 px, Stärke %2 %</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Brightness from which on a place shines.</source>
        <translation>Helligkeit, von der an eine Stelle leuchtet.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>How much light is added.</source>
        <translation>Wie viel Licht hinzukommt.</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
    <message>
        <source>How far the light spreads, in pixels of the example.</source>
        <translation>Wie weit sich das Licht ausbreitet, in Pixeln des Beispiels.</translation>
    </message>
    <message>
        <source>Blurred with a square, radius %1 px</source>
        <translation>Mit einem Quadrat weichgezeichnet, Radius %1 px</translation>
    </message>
    <message>
        <source>Blurred as by a lens, radius %1 px</source>
        <translation>Wie durch eine Linse weichgezeichnet, Radius %1 px</translation>
    </message>
    <message>
        <source>Blurred, radius %1 px</source>
        <translation>Weichgezeichnet, Radius %1 px</translation>
    </message>
    <message>
        <source>How far colors run, in pixels of the example.</source>
        <translation>Wie weit Farben verlaufen, in Pixeln des Beispiels.</translation>
    </message>
    <message>
        <source>Cartoon of %1 levels per channel with dark edges</source>
        <translation>Comic mit %1 Stufen je Kanal und dunklen Kanten</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Shades that each channel keeps.</source>
        <translation>Töne, die jeder Kanal behält.</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>Kanten</translation>
    </message>
    <message>
        <source>How dark the edges are.</source>
        <translation>Wie dunkel die Kanten sind.</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Blur before the levels, in percent of the picture&apos;s size.</source>
        <translation>Weichzeichnung vor den Stufen, in Prozent der Bildgröße.</translation>
    </message>
    <message>
        <source>Brighter by %1 EV</source>
        <translation>Heller um %1 EV</translation>
    </message>
    <message>
        <source>Darker by %1 EV</source>
        <translation>Dunkler um %1 EV</translation>
    </message>
    <message>
        <source>Midtones brighter (gamma %1)</source>
        <translation>Mitteltöne heller (Gamma %1)</translation>
    </message>
    <message>
        <source>Midtones darker (gamma %1)</source>
        <translation>Mitteltöne dunkler (Gamma %1)</translation>
    </message>
    <message>
        <source>Lighter by %1 %</source>
        <translation>Heller um %1 %</translation>
    </message>
    <message>
        <source>Darker by %1 %</source>
        <translation>Dunkler um %1 %</translation>
    </message>
    <message>
        <source>Contrast raised by %1 %</source>
        <translation>Kontrast um %1 % erhöht</translation>
    </message>
    <message>
        <source>Contrast lowered by %1 %</source>
        <translation>Kontrast um %1 % gesenkt</translation>
    </message>
    <message>
        <source>Turned to gray</source>
        <translation>In Grau verwandelt</translation>
    </message>
    <message>
        <source>Colors stronger by %1 %</source>
        <translation>Farben kräftiger um %1 %</translation>
    </message>
    <message>
        <source>Colors weaker by %1 %</source>
        <translation>Farben blasser um %1 %</translation>
    </message>
    <message>
        <source>Warmer by %1 %</source>
        <translation>Wärmer um %1 %</translation>
    </message>
    <message>
        <source>Cooler by %1 %</source>
        <translation>Kühler um %1 %</translation>
    </message>
    <message>
        <source>Greener by %1 %</source>
        <translation>Grüner um %1 %</translation>
    </message>
    <message>
        <source>More magenta by %1 %</source>
        <translation>Mehr Magenta um %1 %</translation>
    </message>
    <message>
        <source>Colors inverted</source>
        <translation>Farben umgekehrt</translation>
    </message>
    <message>
        <source>Color channels swapped</source>
        <translation>Farbkanäle vertauscht</translation>
    </message>
    <message>
        <source>Sepia tone at %1 %</source>
        <translation>Sepiaton mit %1 %</translation>
    </message>
    <message>
        <source>Tone curve of each channel changed</source>
        <translation>Tonkurve jedes Kanals geändert</translation>
    </message>
    <message>
        <source>Colors changed</source>
        <translation>Farben geändert</translation>
    </message>
    <message>
        <source>Brightness found</source>
        <translation>Gefundene Helligkeit</translation>
    </message>
    <message>
        <source>How much brighter the example became.</source>
        <translation>Wie viel heller das Beispiel wurde.</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>Below 1 lifts the midtones, above 1 lowers them.</source>
        <translation>Unter 1 hebt die Mitteltöne, über 1 senkt sie.</translation>
    </message>
    <message>
        <source>Contrast found</source>
        <translation>Gefundener Kontrast</translation>
    </message>
    <message>
        <source>1 keeps the contrast.</source>
        <translation>1 behält den Kontrast.</translation>
    </message>
    <message>
        <source>Saturation found</source>
        <translation>Gefundene Sättigung</translation>
    </message>
    <message>
        <source>0 is gray, 1 keeps the colors.</source>
        <translation>0 ist grau, 1 behält die Farben.</translation>
    </message>
    <message>
        <source>Warmth found</source>
        <translation>Gefundene Wärme</translation>
    </message>
    <message>
        <source>Red against blue in powers of two.</source>
        <translation>Rot gegen Blau in Zweierpotenzen.</translation>
    </message>
    <message>
        <source>Sepia tone</source>
        <translation>Sepiaton</translation>
    </message>
    <message>
        <source>0 keeps the colors, 1 is the full tone.</source>
        <translation>0 behält die Farben, 1 ist der volle Ton.</translation>
    </message>
    <message>
        <source>Tones turned into their opposites</source>
        <translation>Töne ins Gegenteil verkehrt</translation>
    </message>
    <message>
        <source>Turned to gray with new tones</source>
        <translation>In Grau mit neuen Tönen verwandelt</translation>
    </message>
    <message>
        <source>Colors replaced by others</source>
        <translation>Farben durch andere ersetzt</translation>
    </message>
    <message>
        <source>Colors changed, brighter by %1 %</source>
        <translation>Farben geändert, heller um %1 %</translation>
    </message>
    <message>
        <source>Colors changed, darker by %1 %</source>
        <translation>Farben geändert, dunkler um %1 %</translation>
    </message>
    <message>
        <source>Colors changed, warmer</source>
        <translation>Farben geändert, wärmer</translation>
    </message>
    <message>
        <source>Colors changed, cooler</source>
        <translation>Farben geändert, kühler</translation>
    </message>
    <message>
        <source>Colors changed, stronger by %1 %</source>
        <translation>Farben geändert, kräftiger um %1 %</translation>
    </message>
    <message>
        <source>Colors changed, weaker by %1 %</source>
        <translation>Farben geändert, blasser um %1 %</translation>
    </message>
    <message>
        <source>Colors changed, more contrast</source>
        <translation>Farben geändert, mehr Kontrast</translation>
    </message>
    <message>
        <source>Colors changed, less contrast</source>
        <translation>Farben geändert, weniger Kontrast</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>How much of the change is applied.</source>
        <translation>Wie viel von der Änderung angewendet wird.</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichtung</translation>
    </message>
    <message>
        <source>Makes the result brighter or darker.</source>
        <translation>Macht das Ergebnis heller oder dunkler.</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Spreads the tones about the middle or draws them together.</source>
        <translation>Spreizt die Töne um die Mitte oder zieht sie zusammen.</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Sättigung</translation>
    </message>
    <message>
        <source>Makes colors stronger or weaker.</source>
        <translation>Macht Farben kräftiger oder blasser.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Warmer above 0, cooler below.</source>
        <translation>Über 0 wärmer, darunter kühler.</translation>
    </message>
    <message>
        <source>Noise of %1 % removed</source>
        <translation>Rauschen von %1 % entfernt</translation>
    </message>
    <message>
        <source>Deviation of the noise, in percent of the full range.</source>
        <translation>Streuung des Rauschens, in Prozent des vollen Bereichs.</translation>
    </message>
    <message>
        <source>Upright stripes every %1 px removed</source>
        <translation>Senkrechte Streifen alle %1 px entfernt</translation>
    </message>
    <message>
        <source>Level stripes every %1 px removed</source>
        <translation>Waagrechte Streifen alle %1 px entfernt</translation>
    </message>
    <message>
        <source>Height of the wave that is taken away.</source>
        <translation>Höhe der Welle, die weggenommen wird.</translation>
    </message>
    <message>
        <source>Dithered to two tones by a pattern of %1 x %1 pixels</source>
        <translation>Auf zwei Töne gerastert, Muster von %1 x %1 Pixeln</translation>
    </message>
    <message>
        <source>Each channel dithered to two tones by a pattern of %1 x %1 pixels</source>
        <translation>Jeder Kanal auf zwei Töne gerastert, Muster von %1 x %1 Pixeln</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Makes the pattern brighter or darker.</source>
        <translation>Macht das Muster heller oder dunkler.</translation>
    </message>
    <message>
        <source>Sketch by color dodge, stroke of %1 % of the size</source>
        <translation>Skizze durch Farbabwedeln, Strich von %1 % der Größe</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>Strich</translation>
    </message>
    <message>
        <source>Width of the strokes in percent of the picture&apos;s size.</source>
        <translation>Breite der Striche in Prozent der Bildgröße.</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Tusche</translation>
    </message>
    <message>
        <source>Darkens the paper and the shadows.</source>
        <translation>Dunkelt das Papier und die Schatten ab.</translation>
    </message>
    <message>
        <source>Pencil sketch of the edges, strength %1</source>
        <translation>Bleistiftskizze der Kanten, Stärke %1</translation>
    </message>
    <message>
        <source>Bright drawing of the edges, strength %1</source>
        <translation>Helle Zeichnung der Kanten, Stärke %1</translation>
    </message>
    <message>
        <source>How strongly edges are drawn; 100 % as in the example.</source>
        <translation>Wie stark Kanten gezeichnet werden; 100 % wie im Beispiel.</translation>
    </message>
    <message>
        <source>Blur before edges are looked for, in percent of the picture&apos;s size; larger values draw only large edges.</source>
        <translation>Weichzeichnung vor der Suche nach Kanten, in Prozent der Bildgröße; größere Werte zeichnen nur große Kanten.</translation>
    </message>
    <message>
        <source>Mirrored left to right</source>
        <translation>Links-rechts gespiegelt</translation>
    </message>
    <message>
        <source>Mirrored top to bottom</source>
        <translation>Oben-unten gespiegelt</translation>
    </message>
    <message>
        <source>Rotated by 180°</source>
        <translation>Um 180° gedreht</translation>
    </message>
    <message>
        <source>Mirrored at the falling diagonal</source>
        <translation>An der fallenden Diagonale gespiegelt</translation>
    </message>
    <message>
        <source>Rotated by 90° clockwise</source>
        <translation>Um 90° im Uhrzeigersinn gedreht</translation>
    </message>
    <message>
        <source>Rotated by 90° counterclockwise</source>
        <translation>Um 90° gegen den Uhrzeigersinn gedreht</translation>
    </message>
    <message>
        <source>Mirrored at the rising diagonal</source>
        <translation>An der steigenden Diagonale gespiegelt</translation>
    </message>
    <message>
        <source>Bars in %1, %2 % of the size wide</source>
        <translation>Balken in %1, %2 % der Größe breit</translation>
    </message>
    <message>
        <source>Inner line in %1, %2 % of the size wide</source>
        <translation>Innere Linie in %1, %2 % der Größe breit</translation>
    </message>
    <message>
        <source>Frame in %1, %2 % of the size wide</source>
        <translation>Rahmen in %1, %2 % der Größe breit</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Width of the widest side in percent of the picture&apos;s size.</source>
        <translation>Breite der breitesten Seite in Prozent der Bildgröße.</translation>
    </message>
    <message>
        <source>Relief or edges by a gray filter of %1 x %1 pixels</source>
        <translation>Relief oder Kanten durch einen Graufilter von %1 x %1 Pixeln</translation>
    </message>
    <message>
        <source>Filtered across colors with %1 x %1 pixels</source>
        <translation>Über Farben hinweg gefiltert mit %1 x %1 Pixeln</translation>
    </message>
    <message>
        <source>Filtered with %1 x %1 pixels</source>
        <translation>Gefiltert mit %1 x %1 Pixeln</translation>
    </message>
    <message>
        <source>From the picture as it was (0) to the full effect (1).</source>
        <translation>Vom Bild, wie es war (0), bis zur vollen Wirkung (1).</translation>
    </message>
    <message>
        <source>Mark of %1 % by %2 % of the size</source>
        <translation>Zeichen von %1 % mal %2 % der Größe</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>How strongly the mark covers; 100 % as in the example.</source>
        <translation>Wie stark das Zeichen deckt; 100 % wie im Beispiel.</translation>
    </message>
    <message>
        <source>Median of %1 x %1 pixels</source>
        <translation>Median von %1 x %1 Pixeln</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Side of the window whose middle value is taken.</source>
        <translation>Seite des Fensters, dessen mittlerer Wert genommen wird.</translation>
    </message>
    <message>
        <source>3 pixels</source>
        <translation>3 Pixel</translation>
    </message>
    <message>
        <source>5 pixels</source>
        <translation>5 Pixel</translation>
    </message>
    <message>
        <source>Scattered black and white pixels removed</source>
        <translation>Verstreute schwarze und weiße Pixel entfernt</translation>
    </message>
    <message>
        <source>How far a pixel must stand out from its neighbors.</source>
        <translation>Wie weit ein Pixel von seinen Nachbarn abweichen muss.</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Spielraum</translation>
    </message>
    <message>
        <source>What still counts as black or white.</source>
        <translation>Was noch als Schwarz oder Weiß gilt.</translation>
    </message>
    <message>
        <source>Motion blur of %1 px at %2°</source>
        <translation>Bewegungsunschärfe von %1 px bei %2°</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Length of the stroke, in pixels of the example.</source>
        <translation>Länge der Spur, in Pixeln des Beispiels.</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>Winkel</translation>
    </message>
    <message>
        <source>Direction of the stroke; 0 is level, 90 upright.</source>
        <translation>Richtung der Spur; 0 ist waagrecht, 90 senkrecht.</translation>
    </message>
    <message>
        <source>Edges outlined in %1, strength %2</source>
        <translation>Kanten in %1 umrandet, Stärke %2</translation>
    </message>
    <message>
        <source>How soon an edge is covered with ink.</source>
        <translation>Wie bald eine Kante mit Tusche bedeckt wird.</translation>
    </message>
    <message>
        <source>A channel of the color that is laid over.</source>
        <translation>Ein Kanal der Farbe, die darübergelegt wird.</translation>
    </message>
    <message>
        <source>How much of the picture is covered.</source>
        <translation>Wie viel vom Bild bedeckt wird.</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Pixelated, blocks of %1 px</source>
        <translation>Verpixelt, Blöcke von %1 px</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Block</translation>
    </message>
    <message>
        <source>Side of a block, in pixels of the example.</source>
        <translation>Seite eines Blocks, in Pixeln des Beispiels.</translation>
    </message>
    <message>
        <source>Darker to the corners by %1 %</source>
        <translation>Zu den Ecken hin dunkler um %1 %</translation>
    </message>
    <message>
        <source>Lighter to the corners by %1 %</source>
        <translation>Zu den Ecken hin heller um %1 %</translation>
    </message>
    <message>
        <source>Darker to the top by %1 %</source>
        <translation>Nach oben dunkler um %1 %</translation>
    </message>
    <message>
        <source>Lighter to the top by %1 %</source>
        <translation>Nach oben heller um %1 %</translation>
    </message>
    <message>
        <source>Darker to the bottom by %1 %</source>
        <translation>Nach unten dunkler um %1 %</translation>
    </message>
    <message>
        <source>Lighter to the bottom by %1 %</source>
        <translation>Nach unten heller um %1 %</translation>
    </message>
    <message>
        <source>Darker to the left by %1 %</source>
        <translation>Nach links dunkler um %1 %</translation>
    </message>
    <message>
        <source>Lighter to the left by %1 %</source>
        <translation>Nach links heller um %1 %</translation>
    </message>
    <message>
        <source>Darker to the right by %1 %</source>
        <translation>Nach rechts dunkler um %1 %</translation>
    </message>
    <message>
        <source>Lighter to the right by %1 %</source>
        <translation>Nach rechts heller um %1 %</translation>
    </message>
    <message>
        <source>Light changed over the picture</source>
        <translation>Licht über das Bild hin geändert</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>How far the untouched part reaches.</source>
        <translation>Wie weit der unberührte Teil reicht.</translation>
    </message>
    <message>
        <source>Center across</source>
        <translation>Mitte waagrecht</translation>
    </message>
    <message>
        <source>In percent of the width.</source>
        <translation>In Prozent der Breite.</translation>
    </message>
    <message>
        <source>Center down</source>
        <translation>Mitte senkrecht</translation>
    </message>
    <message>
        <source>In percent of the height.</source>
        <translation>In Prozent der Höhe.</translation>
    </message>
    <message>
        <source>Posterized to %1 grays</source>
        <translation>Auf %1 Graustufen verringert</translation>
    </message>
    <message>
        <source>Posterized to %1 levels</source>
        <translation>Auf %1 Stufen verringert</translation>
    </message>
    <message>
        <source>Shifted by %1 % of the width and %2 % of the height, around the edges</source>
        <translation>Um %1 % der Breite und %2 % der Höhe verschoben, über die Ränder hinweg</translation>
    </message>
    <message>
        <source>Shifted by %1 % of the width and %2 % of the height</source>
        <translation>Um %1 % der Breite und %2 % der Höhe verschoben</translation>
    </message>
    <message>
        <source>Resized to %1 % of the width and %2 % of the height</source>
        <translation>Auf %1 % der Breite und %2 % der Höhe gebracht</translation>
    </message>
    <message>
        <source>Zoomed in %1 times</source>
        <translation>%1-fach herangezoomt</translation>
    </message>
    <message>
        <source>Zoomed out to %1 %</source>
        <translation>Auf %1 % herausgezoomt</translation>
    </message>
    <message>
        <source>Cropped to %1 % of the width and %2 % of the height</source>
        <translation>Auf %1 % der Breite und %2 % der Höhe beschnitten</translation>
    </message>
    <message>
        <source>Cropped to %1 % of the width and %2 % of the height, then scaled to %3 %</source>
        <translation>Auf %1 % der Breite und %2 % der Höhe beschnitten, dann auf %3 % skaliert</translation>
    </message>
    <message>
        <source>In percent of the size of the picture.</source>
        <translation>In Prozent der Bildgröße.</translation>
    </message>
    <message>
        <source>To the right</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>100 % keeps the size of things.</source>
        <translation>100 % behält die Größe der Dinge.</translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation>Linker Rand</translation>
    </message>
    <message>
        <source>Top edge</source>
        <translation>Oberer Rand</translation>
    </message>
    <message>
        <source>Right edge</source>
        <translation>Rechter Rand</translation>
    </message>
    <message>
        <source>Bottom edge</source>
        <translation>Unterer Rand</translation>
    </message>
    <message>
        <source>All but %1 turned gray</source>
        <translation>Alles außer %1 in Grau verwandelt</translation>
    </message>
    <message>
        <source>All but %1 recolored</source>
        <translation>Alles außer %1 umgefärbt</translation>
    </message>
    <message>
        <source>Colors near %1 turned gray</source>
        <translation>Farben nahe %1 in Grau verwandelt</translation>
    </message>
    <message>
        <source>Colors near %1 turned in hue by %2°</source>
        <translation>Farben nahe %1 im Farbton um %2° gedreht</translation>
    </message>
    <message>
        <source>Colors near %1 at %2 % saturation</source>
        <translation>Farben nahe %1 mit %2 % Sättigung</translation>
    </message>
    <message>
        <source>Colors near %1 recolored</source>
        <translation>Farben nahe %1 umgefärbt</translation>
    </message>
    <message>
        <source>Bright parts tinted %1</source>
        <translation>Helle Teile in %1 getönt</translation>
    </message>
    <message>
        <source>Dark parts tinted %1</source>
        <translation>Dunkle Teile in %1 getönt</translation>
    </message>
    <message>
        <source>Colors like %1 changed to %2</source>
        <translation>Farben wie %1 zu %2 geändert</translation>
    </message>
    <message>
        <source>How far the colors are changed; 100 % as in the example.</source>
        <translation>Wie weit die Farben geändert werden; 100 % wie im Beispiel.</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>Turns the hue of the changed colors further.</source>
        <translation>Dreht den Farbton der geänderten Farben weiter.</translation>
    </message>
    <message>
        <source>Hue of the range</source>
        <translation>Farbton des Bereichs</translation>
    </message>
    <message>
        <source>Moves the range of hues that is changed.</source>
        <translation>Verschiebt den Bereich der Farbtöne, der geändert wird.</translation>
    </message>
    <message>
        <source>Width of the range</source>
        <translation>Breite des Bereichs</translation>
    </message>
    <message>
        <source>Half the width of the range of hues.</source>
        <translation>Halbe Breite des Bereichs der Farbtöne.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Höhe der Schwelle</translation>
    </message>
    <message>
        <source>The brightness where the change is half over.</source>
        <translation>Die Helligkeit, bei der die Änderung zur Hälfte wirkt.</translation>
    </message>
    <message>
        <source>How different a color may be and still change.</source>
        <translation>Wie verschieden eine Farbe sein darf und doch geändert wird.</translation>
    </message>
    <message>
        <source>Softened by %1 %, radius %2 px</source>
        <translation>Um %1 % weicher, Radius %2 px</translation>
    </message>
    <message>
        <source>Sharpened by %1 %, radius %2 px</source>
        <translation>Um %1 % geschärft, Radius %2 px</translation>
    </message>
    <message>
        <source>How much of the detail is added; below 0 it is taken away.</source>
        <translation>Wie viel von den Einzelheiten hinzukommt; unter 0 werden sie weggenommen.</translation>
    </message>
    <message>
        <source>Size of the detail, in pixels of the example.</source>
        <translation>Größe der Einzelheiten, in Pixeln des Beispiels.</translation>
    </message>
    <message>
        <source>black</source>
        <translation>Schwarz</translation>
    </message>
    <message>
        <source>white</source>
        <translation>Weiß</translation>
    </message>
    <message>
        <source>dark gray</source>
        <translation>Dunkelgrau</translation>
    </message>
    <message>
        <source>light gray</source>
        <translation>Hellgrau</translation>
    </message>
    <message>
        <source>gray</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>brown</source>
        <translation>Braun</translation>
    </message>
    <message>
        <source>red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>cyan</source>
        <translation>Türkis</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>purple</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>magenta</source>
        <translation>Magenta</translation>
    </message>
    <message>
        <source>Grid in %1, every %2 % of the size</source>
        <translation>Gitter in %1, alle %2 % der Größe</translation>
    </message>
    <message>
        <source>Upright stripes in %1, every %2 % of the size</source>
        <translation>Senkrechte Streifen in %1, alle %2 % der Größe</translation>
    </message>
    <message>
        <source>Level stripes in %1, every %2 % of the size</source>
        <translation>Waagrechte Streifen in %1, alle %2 % der Größe</translation>
    </message>
    <message>
        <source>Slanted stripes in %1, every %2 % of the size</source>
        <translation>Schräge Streifen in %1, alle %2 % der Größe</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>From one stripe to the next in percent of the picture&apos;s size.</source>
        <translation>Von einem Streifen zum nächsten in Prozent der Bildgröße.</translation>
    </message>
    <message>
        <source>Stripe</source>
        <translation>Streifen</translation>
    </message>
    <message>
        <source>Width of a stripe in percent of the period.</source>
        <translation>Breite eines Streifens in Prozent des Abstands.</translation>
    </message>
    <message>
        <source>Two colors, %1 below and %2 above a brightness of %3 %</source>
        <translation>Zwei Farben, %1 unter und %2 über einer Helligkeit von %3 %</translation>
    </message>
    <message>
        <source>The brightness that divides the two colors.</source>
        <translation>Die Helligkeit, die die beiden Farben trennt.</translation>
    </message>
    <message>
        <source>Softness</source>
        <translation>Weichheit</translation>
    </message>
    <message>
        <source>Width of the soft border in percent of the brightness.</source>
        <translation>Breite der weichen Grenze in Prozent der Helligkeit.</translation>
    </message>
    <message>
        <source>A step of the explanation has no usable value for “%1”.</source>
        <translation>Ein Schritt der Erklärung hat keinen brauchbaren Wert für „%1“.</translation>
    </message>
    <message>
        <source>The network does not fit on %1.</source>
        <translation>Das Netz passt nicht auf %1.</translation>
    </message>
    <message>
        <source>Painting tiles</source>
        <translation>Kacheln werden gemalt</translation>
    </message>
    <message>
        <source>A step of the explanation is not a JSON object.</source>
        <translation>Ein Schritt der Erklärung ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>A step of the explanation does not say its kind.</source>
        <translation>Ein Schritt der Erklärung sagt nicht, von welcher Art er ist.</translation>
    </message>
    <message>
        <source>This version knows no step of the kind “%1”.</source>
        <translation>Diese Version kennt keinen Schritt der Art „%1“.</translation>
    </message>
    <message>
        <source>%1 holds no state that this run can go on from. Train in another folder, or with the recipe that stands in recipe.json.</source>
        <translation>%1 enthält keinen Stand, von dem dieser Lauf weitergehen kann. Trainieren Sie in einem anderen Ordner oder mit dem Rezept aus recipe.json.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>The training diverged after %1 boards. The last checkpoint is kept; go on from it with a lower rate in another folder.</source>
        <translation>Das Training lief nach %1 Brettern auseinander. Der letzte Stand ist erhalten; machen Sie von dort mit einer kleineren Rate in einem anderen Ordner weiter.</translation>
    </message>
    <message>
        <source>Training, %1 boards</source>
        <translation>Training, %1 Bretter</translation>
    </message>
    <message>
        <source>The training failed. The last checkpoint in %1 is kept.</source>
        <translation>Das Training ist fehlgeschlagen. Der letzte Stand in %1 ist erhalten.</translation>
    </message>
    <message>
        <source>Boards</source>
        <translation>Bretter</translation>
    </message>
    <message>
        <source>Boards to train on in all.</source>
        <translation>Bretter, auf denen insgesamt trainiert wird.</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>End this run after so many minutes with a checkpoint; 0: no limit.</source>
        <translation>Diesen Lauf nach so vielen Minuten mit einem Stand beenden; 0: keine Grenze.</translation>
    </message>
    <message>
        <source>Boards between checkpoints</source>
        <translation>Bretter zwischen Ständen</translation>
    </message>
    <message>
        <source>How often the state and the usable model are written.</source>
        <translation>Wie oft der Stand und das nutzbare Modell geschrieben werden.</translation>
    </message>
    <message>
        <source>Boards between validations</source>
        <translation>Bretter zwischen Prüfungen</translation>
    </message>
    <message>
        <source>How often the model is measured on unseen boards; 0: never.</source>
        <translation>Wie oft das Modell auf ungesehenen Brettern gemessen wird; 0: nie.</translation>
    </message>
    <message>
        <source>Validation boards</source>
        <translation>Prüfbretter</translation>
    </message>
    <message>
        <source>Unseen boards of each operation in a validation.</source>
        <translation>Ungesehene Bretter je Operation in einer Prüfung.</translation>
    </message>
    <message>
        <source>Weights, boards and noise follow from it.</source>
        <translation>Gewichte, Bretter und Rauschen folgen daraus.</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Boards in one step.</source>
        <translation>Bretter in einem Schritt.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Peak of the schedule.</source>
        <translation>Höchster Wert des Verlaufs.</translation>
    </message>
    <message>
        <source>Warm-up boards</source>
        <translation>Bretter zum Aufwärmen</translation>
    </message>
    <message>
        <source>Boards over which the rate rises.</source>
        <translation>Bretter, über die die Rate steigt.</translation>
    </message>
    <message>
        <source>Cool-down boards</source>
        <translation>Bretter zum Abkühlen</translation>
    </message>
    <message>
        <source>Last boards, over which the rate falls to 2 %.</source>
        <translation>Letzte Bretter, über die die Rate auf 2 % fällt.</translation>
    </message>
    <message>
        <source>Weight average</source>
        <translation>Mittel der Gewichte</translation>
    </message>
    <message>
        <source>Decay of the moving average of the weights, which is what is shipped.</source>
        <translation>Abklingen des gleitenden Mittels der Gewichte, das ausgeliefert wird.</translation>
    </message>
    <message>
        <source>Share of t = 0</source>
        <translation>Anteil von t = 0</translation>
    </message>
    <message>
        <source>Boards trained from pure noise, as the first sampling step is asked.</source>
        <translation>Bretter, die aus reinem Rauschen trainiert werden, wie der erste Abtastschritt gefragt wird.</translation>
    </message>
    <message>
        <source>Hidden explanations</source>
        <translation>Verborgene Erklärungen</translation>
    </message>
    <message>
        <source>Share of boards whose explanation the network does not get, so that it can work without one.</source>
        <translation>Anteil der Bretter, deren Erklärung das Netz nicht bekommt, damit es auch ohne arbeiten kann.</translation>
    </message>
    <message>
        <source>Prompt dropout</source>
        <translation>Ausfall der Anweisung</translation>
    </message>
    <message>
        <source>Share of boards trained with the null prompt, for guidance.</source>
        <translation>Anteil der Bretter, die mit leerer Anweisung trainiert werden, für die Führung.</translation>
    </message>
    <message>
        <source>Box dropout</source>
        <translation>Ausfall der Kästen</translation>
    </message>
    <message>
        <source>Share of boards whose boxes are the whole picture.</source>
        <translation>Anteil der Bretter, deren Kästen das ganze Bild sind.</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>Fotografien</translation>
    </message>
    <message>
        <source>A folder of your own pictures as further scenes.</source>
        <translation>Ein Ordner mit eigenen Bildern als weitere Szenen.</translation>
    </message>
    <message>
        <source>Channels of the fine tokens, a multiple of 32.</source>
        <translation>Kanäle der feinen Marken, ein Vielfaches von 32.</translation>
    </message>
    <message>
        <source>Coarse width</source>
        <translation>Grobe Breite</translation>
    </message>
    <message>
        <source>Channels of the coarse tokens, a multiple of 32.</source>
        <translation>Kanäle der groben Marken, ein Vielfaches von 32.</translation>
    </message>
    <message>
        <source>Prompt width</source>
        <translation>Breite der Anweisung</translation>
    </message>
    <message>
        <source>Channels of the prompt tokens, a multiple of 32.</source>
        <translation>Kanäle der Anweisungsmarken, ein Vielfaches von 32.</translation>
    </message>
    <message>
        <source>Middle blocks</source>
        <translation>Mittlere Blöcke</translation>
    </message>
    <message>
        <source>Blocks with cross-attention to the prompt.</source>
        <translation>Blöcke mit Kreuzaufmerksamkeit auf die Anweisung.</translation>
    </message>
    <message>
        <source>Refiner channels</source>
        <translation>Kanäle des Verfeinerers</translation>
    </message>
    <message>
        <source>Channels of the pixel refiner.</source>
        <translation>Kanäle des Pixelverfeinerers.</translation>
    </message>
    <message>
        <source>Raw cells</source>
        <translation>Rohe Zellen</translation>
    </message>
    <message>
        <source>Show the network the unexplained pictures too.</source>
        <translation>Dem Netz auch die unerklärten Bilder zeigen.</translation>
    </message>
    <message>
        <source>Box tokens</source>
        <translation>Kastenmarken</translation>
    </message>
    <message>
        <source>Give the prompt tokens for boxes.</source>
        <translation>Der Anweisung Marken für Kästen geben.</translation>
    </message>
    <message>
        <source>%1 is cut short: the picture in it is not complete.</source>
        <translation>%1 ist abgeschnitten: Das Bild darin ist nicht vollständig.</translation>
    </message>
    <message>
        <source>%1 is damaged and cannot be read.</source>
        <translation>%1 ist beschädigt und kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 is a %2 file of a kind that cannot be read here: %3.</source>
        <translation>%1 ist eine Datei vom Typ %2 einer Art, die hier nicht gelesen werden kann: %3.</translation>
    </message>
    <message>
        <source>A %1 file holds at most %2 x %2 pixels; save as PNG instead.</source>
        <translation>Eine Datei vom Typ %1 fasst höchstens %2 x %2 Pixel; sichern Sie als PNG.</translation>
    </message>
    <message>
        <source>There is not enough memory to read %1.</source>
        <translation>Zum Lesen von %1 reicht der Speicher nicht.</translation>
    </message>
    <message>
        <source>The texts for this picture take %1 bytes, and a JPEG file holds %2; save as PNG to keep them.</source>
        <translation>Die Texte zu diesem Bild brauchen %1 Byte, eine JPEG-Datei fasst %2; sichern Sie als PNG, um sie zu behalten.</translation>
    </message>
    <message>
        <source>The picture could not be encoded as %1.</source>
        <translation>Das Bild konnte nicht als %1 kodiert werden.</translation>
    </message>
    <message>
        <source>%1 is a %2 file, which cannot be read here; convert it to PNG, TIFF, JPEG, WebP or BMP with 8 or 16 bits.</source>
        <translation>%1 ist eine Datei vom Typ %2, die hier nicht gelesen werden kann; wandeln Sie sie in PNG, TIFF, JPEG, WebP oder BMP mit 8 oder 16 Bit um.</translation>
    </message>
    <message>
        <source>%1 is not a picture that can be read (JPEG, PNG, WebP, TIFF or BMP).</source>
        <translation>%1 ist kein lesbares Bild (JPEG, PNG, WebP, TIFF oder BMP).</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>%1 has %2 x %3 pixels, more than can be worked with here (%4 pixels in all).</source>
        <translation>%1 hat %2 x %3 Pixel, mehr als hier bearbeitet werden können (%4 Pixel insgesamt).</translation>
    </message>
    <message>
        <source>Pictures are written as .png, .jpg, .jpeg or .webp, not as &quot;%1&quot;.</source>
        <translation>Bilder werden als .png, .jpg, .jpeg oder .webp geschrieben, nicht als „%1“.</translation>
    </message>
    <message>
        <source>The quality is %1; it must be 1 to 100.</source>
        <translation>Die Qualität ist %1; sie muss 1 bis 100 sein.</translation>
    </message>
    <message>
        <source>A picture without pixels cannot be written.</source>
        <translation>Ein Bild ohne Pixel kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>There is not enough memory to write the picture.</source>
        <translation>Zum Schreiben des Bildes reicht der Speicher nicht.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be the key of a text in a PNG file: keys have 1 to 79 letters, digits, signs and single spaces.</source>
        <translation>„%1“ kann nicht Schlüssel eines Textes in einer PNG-Datei sein: Schlüssel haben 1 bis 79 Buchstaben, Ziffern, Zeichen und einzelne Leerzeichen.</translation>
    </message>
    <message>
        <source>The text &quot;%1&quot; has %2 bytes; at most %3 can be written.</source>
        <translation>Der Text „%1“ hat %2 Byte; höchstens %3 können geschrieben werden.</translation>
    </message>
    <message>
        <source>The text &quot;%1&quot; contains a zero byte, which a PNG file cannot hold.</source>
        <translation>Der Text „%1“ enthält ein Nullbyte, das eine PNG-Datei nicht fassen kann.</translation>
    </message>
    <message>
        <source>%1 does not hold a compact ImageBrush network that this program can use.</source>
        <translation>%1 enthält kein kompaktes ImageBrush-Netz, das dieses Programm verwenden kann.</translation>
    </message>
    <message>
        <source>The size %1 of the network cannot be %2.</source>
        <translation>Die Größe %1 des Netzes kann nicht %2 sein.</translation>
    </message>
    <message>
        <source>The weights %1 cannot be read.</source>
        <translation>Die Gewichte %1 können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The weights %1 do not fit the network: the file holds too few.</source>
        <translation>Die Gewichte %1 passen nicht zum Netz: Die Datei enthält zu wenige.</translation>
    </message>
    <message>
        <source>The number of steps can be 1, 2, 4 or 8, not %1.</source>
        <translation>Die Zahl der Schritte kann 1, 2, 4 oder 8 sein, nicht %1.</translation>
    </message>
    <message>
        <source>The weights %1 do not fit the network: %2 is missing.</source>
        <translation>Die Gewichte %1 passen nicht zum Netz: %2 fehlt.</translation>
    </message>
    <message>
        <source>The weights %1 do not fit the network: wrong shape of %2.</source>
        <translation>Die Gewichte %1 passen nicht zum Netz: %2 hat die falsche Form.</translation>
    </message>
    <message>
        <source>The weights %1 do not fit the network: it has no place for %2.</source>
        <translation>Die Gewichte %1 passen nicht zum Netz: Es hat keinen Platz für %2.</translation>
    </message>
    <message>
        <source>The weights %1 are damaged: %2 holds values that are not numbers.</source>
        <translation>Die Gewichte %1 sind beschädigt: %2 enthält Werte, die keine Zahlen sind.</translation>
    </message>
    <message>
        <source>The tensor %1 has the type %2, which cannot be computed with.</source>
        <translation>Der Tensor %1 hat den Typ %2, mit dem nicht gerechnet werden kann.</translation>
    </message>
    <message>
        <source>The data of the tensor %1 does not fill its shape.</source>
        <translation>Die Daten des Tensors %1 füllen seine Form nicht.</translation>
    </message>
    <message>
        <source>The tensor %1 has an element type that files cannot hold.</source>
        <translation>Der Tensor %1 hat einen Elementtyp, den Dateien nicht fassen.</translation>
    </message>
    <message>
        <source>%1 holds no tensors that are read here: it is %2.</source>
        <translation>%1 enthält keine Tensoren, die hier gelesen werden: Es ist %2.</translation>
    </message>
    <message>
        <source>%1 is no file of tensors. Known are safetensors, PyTorch, NPY and NPZ.</source>
        <translation>%1 ist keine Tensordatei. Bekannt sind safetensors, PyTorch, NPY und NPZ.</translation>
    </message>
    <message>
        <source>%1 is an archive without tensors: no data.pkl of PyTorch and no .npy of NumPy is in it.</source>
        <translation>%1 ist ein Archiv ohne Tensoren: Es enthält weder data.pkl von PyTorch noch .npy von NumPy.</translation>
    </message>
    <message>
        <source>The memory does not suffice to list what %1 holds.</source>
        <translation>Der Speicher reicht nicht, um den Inhalt von %1 aufzuzählen.</translation>
    </message>
    <message>
        <source>%1 is a plain Python pickle, not a file of PyTorch. Save it again with torch.save or as safetensors.</source>
        <translation>%1 ist ein einfaches Python-Pickle, keine Datei von PyTorch. Sichern Sie es neu mit torch.save oder als safetensors.</translation>
    </message>
    <message>
        <source>%1 comes from a big-endian machine in PyTorch&apos;s older format, which is not read. Save it again with a newer PyTorch.</source>
        <translation>%1 stammt von einer Big-Endian-Maschine im älteren Format von PyTorch, das nicht gelesen wird. Sichern Sie es neu mit einem neueren PyTorch.</translation>
    </message>
    <message>
        <source>%1 holds an array whose elements are no plain numbers (%2); such arrays are not read.</source>
        <translation>%1 enthält ein Feld, dessen Elemente keine einfachen Zahlen sind (%2); solche Felder werden nicht gelesen.</translation>
    </message>
    <message>
        <source>NPY has no word for numbers of type %1.</source>
        <translation>NPY hat kein Wort für Zahlen vom Typ %1.</translation>
    </message>
    <message>
        <source>The bytes of %1 do not fit its type and shape.</source>
        <translation>Die Bytes von %1 passen nicht zu Typ und Form.</translation>
    </message>
    <message>
        <source>A safetensors file cannot hold a tensor named %1: the name is used twice, reserved, or not UTF-8.</source>
        <translation>Eine safetensors-Datei kann keinen Tensor namens %1 enthalten: Der Name kommt doppelt vor, ist vergeben oder kein UTF-8.</translation>
    </message>
    <message>
        <source>The note %1 is not UTF-8 text.</source>
        <translation>Die Notiz %1 ist kein UTF-8-Text.</translation>
    </message>
    <message>
        <source>%1 is damaged: it contradicts its own format. Fetch or save it again.</source>
        <translation>%1 ist beschädigt: Die Datei widerspricht ihrem eigenen Format. Laden oder sichern Sie sie neu.</translation>
    </message>
    <message>
        <source>%1 holds no tensor named %2.</source>
        <translation>%1 enthält keinen Tensor namens %2.</translation>
    </message>
    <message>
        <source>The memory does not suffice for %2 of %1.</source>
        <translation>Der Speicher reicht nicht für %2 aus %1.</translation>
    </message>
    <message>
        <source>%2 of %1 repeats its few numbers too often to be copied out.</source>
        <translation>%2 aus %1 wiederholt seine wenigen Zahlen zu oft, um ausgeschrieben zu werden.</translation>
    </message>
    <message>
        <source>%1 is an encrypted archive; such files are not read.</source>
        <translation>%1 ist ein verschlüsseltes Archiv; solche Dateien werden nicht gelesen.</translation>
    </message>
    <message>
        <source>%1 is a compressed archive; only stored entries are read. Save it again without compression.</source>
        <translation>%1 ist ein komprimiertes Archiv; nur unkomprimierte Einträge werden gelesen. Sichern Sie es neu ohne Kompression.</translation>
    </message>
    <message>
        <source>An archive cannot hold an entry named %1: the name is empty, used twice, too long or not UTF-8.</source>
        <translation>Ein Archiv kann keinen Eintrag namens %1 enthalten: Der Name ist leer, doppelt, zu lang oder kein UTF-8.</translation>
    </message>
    <message>
        <source>The work ended early; probably the memory ran out. Close other programs or use a smaller picture.</source>
        <translation>Die Arbeit endete vorzeitig; wahrscheinlich reichte der Speicher nicht. Schließen Sie andere Programme oder nehmen Sie ein kleineres Bild.</translation>
    </message>
    <message>
        <source>%1 does not say how it was made.</source>
        <translation>%1 sagt nicht, wie es entstanden ist.</translation>
    </message>
    <message>
        <source>%1 was saved by a newer version of the program (%2).</source>
        <translation>%1 wurde mit einer neueren Version des Programms gesichert (%2).</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no box; write left,top,right,bottom within 0 and 1.</source>
        <translation>„%1“ ist kein Kasten; schreiben Sie links,oben,rechts,unten zwischen 0 und 1.</translation>
    </message>
    <message>
        <source>Turned to shades of one tone</source>
        <translation>In Töne einer Farbe verwandelt</translation>
    </message>
    <message>
        <source>cream</source>
        <translation>Creme</translation>
    </message>
    <message>
        <source>Orientations</source>
        <translation>Lagen</translation>
    </message>
    <message>
        <source>How often a batch holds each board, flipped and rotated. Making a board costs more than training on it.</source>
        <translation>Wie oft ein Stapel jedes Brett enthält, gespiegelt und gedreht. Ein Brett zu machen kostet mehr, als mit ihm zu trainieren.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>%1 holds no board that was kept.</source>
        <translation>%1 enthält kein Brett, das aufgehoben wurde.</translation>
    </message>
    <message>
        <source>%1 is no table of classes.</source>
        <translation>%1 ist keine Klassentabelle.</translation>
    </message>
    <message>
        <source>%1 has no labels.</source>
        <translation>%1 hat keine Label.</translation>
    </message>
    <message>
        <source>%1 has %2 points and %3 has %4: they cannot be compared point by point.</source>
        <translation>%1 hat %2 Punkte, %3 hat %4: Sie lassen sich nicht Punkt für Punkt vergleichen.</translation>
    </message>
    <message>
        <source>A room cannot be made: %1</source>
        <translation>Ein Raum kann nicht erzeugt werden: %1</translation>
    </message>
    <message>
        <source>%1 is no point cloud of a known format. Known are %2.</source>
        <translation>%1 ist keine Punktwolke in einem bekannten Format. Bekannt sind %2.</translation>
    </message>
    <message>
        <source>The memory does not suffice to read %1.</source>
        <translation>Der Speicher reicht nicht, um %1 zu lesen.</translation>
    </message>
    <message>
        <source>%1 says itself what its columns mean, or is no point cloud.</source>
        <translation>%1 sagt selbst, was die Spalten bedeuten, oder ist keine Punktwolke.</translation>
    </message>
    <message>
        <source>%1 has no ending of a format that is written. Known are %2.</source>
        <translation>%1 hat keine Endung eines Formats, das geschrieben wird. Bekannt sind %2.</translation>
    </message>
    <message>
        <source>The colors to write do not fit the number of points.</source>
        <translation>Die Farben zum Schreiben passen nicht zur Zahl der Punkte.</translation>
    </message>
    <message>
        <source>The columns cannot be read this way. %1</source>
        <translation>So können die Spalten nicht gelesen werden. %1</translation>
    </message>
    <message>
        <source>%1 needs %2 of glTF, which is not read here. Save it without.</source>
        <translation>%1 braucht %2 von glTF, das hier nicht gelesen wird. Sichern Sie die Datei ohne.</translation>
    </message>
    <message>
        <source>%1 is compressed (LAZ), which is not read here. Unpack it to LAS first, for example with laszip or las2las.</source>
        <translation>%1 ist komprimiert (LAZ), was hier nicht gelesen wird. Entpacken Sie die Datei zuerst zu LAS, etwa mit laszip oder las2las.</translation>
    </message>
    <message>
        <source>%1 holds no array of points: one row a point with at least x, y and z is needed.</source>
        <translation>%1 enthält kein Feld von Punkten: Gebraucht wird eine Zeile je Punkt mit wenigstens x, y und z.</translation>
    </message>
    <message>
        <source>%1 has %2 points; the limit here is %3.</source>
        <translation>%1 hat %2 Punkte; die Grenze liegt hier bei %3.</translation>
    </message>
    <message>
        <source>%1 holds no points that are read here.</source>
        <translation>%1 enthält keine Punkte, die hier gelesen werden.</translation>
    </message>
    <message>
        <source>%1 is no folder.</source>
        <translation>%1 ist kein Ordner.</translation>
    </message>
    <message>
        <source>%1 holds no point clouds and no rooms of S3DIS.</source>
        <translation>%1 enthält weder Punktwolken noch Räume von S3DIS.</translation>
    </message>
    <message>
        <source>%1 is a folder, but no room of S3DIS: it has no folder Annotations.</source>
        <translation>%1 ist ein Ordner, aber kein Raum von S3DIS: Ihm fehlt der Ordner Annotations.</translation>
    </message>
    <message>
        <source>PointNeXt weights (.pth or .safetensors).</source>
        <translation>Gewichte von PointNeXt (.pth oder .safetensors).</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>So many points of a cloud go into the network.</source>
        <translation>So viele Punkte einer Wolke gehen in das Netz.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Oben</translation>
    </message>
    <message>
        <source>The axis against gravity in the file; the networks were trained with y.</source>
        <translation>Die Achse gegen die Schwerkraft in der Datei; die Netze wurden mit y trainiert.</translation>
    </message>
    <message>
        <source>First ball of the network; 0: as it was trained.</source>
        <translation>Erste Kugel des Netzes; 0: wie es trainiert wurde.</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Abtastung</translation>
    </message>
    <message>
        <source>Which points of a larger cloud: those furthest apart, or the first of the file.</source>
        <translation>Welche Punkte einer größeren Wolke: die am weitesten voneinander entfernten oder die ersten der Datei.</translation>
    </message>
    <message>
        <source>Furthest</source>
        <translation>Am weitesten entfernt</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erste</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>What the cloud is of.</source>
        <translation>Was die Wolke zeigt.</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>Stimmen</translation>
    </message>
    <message>
        <source>Further passes over scaled copies.</source>
        <translation>Weitere Durchgänge über skalierte Kopien.</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>Bereinigen</translation>
    </message>
    <message>
        <source>Give stray and impossible parts to what is around them.</source>
        <translation>Verstreute und unmögliche Teile dem zuschlagen, was sie umgibt.</translation>
    </message>
    <message>
        <source>Of the votes.</source>
        <translation>Der Stimmen.</translation>
    </message>
    <message>
        <source>No weights are given; the program brings none for this task.</source>
        <translation>Es sind keine Gewichte angegeben; für diese Aufgabe bringt das Programm keine mit.</translation>
    </message>
    <message>
        <source>The weights %1 are for another task: %2.</source>
        <translation>Die Gewichte %1 sind für eine andere Aufgabe: %2.</translation>
    </message>
    <message>
        <source>%1 has no points.</source>
        <translation>%1 hat keine Punkte.</translation>
    </message>
    <message>
        <source>Finding parts</source>
        <translation>Teile werden gesucht</translation>
    </message>
    <message>
        <source>The weights %1 are not there.</source>
        <translation>Die Gewichte %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>The input does not fit the network: %1.</source>
        <translation>Die Eingabe passt nicht zum Netz: %1.</translation>
    </message>
    <message>
        <source>This network does not segment scenes; its task is %1.</source>
        <translation>Dieses Netz segmentiert keine Szenen; seine Aufgabe ist %1.</translation>
    </message>
    <message>
        <source>This network needs at least %1 MB of memory.</source>
        <translation>Dieses Netz braucht wenigstens %1 MB Speicher.</translation>
    </message>
    <message>
        <source>The network failed on %1.</source>
        <translation>Das Netz ist auf %1 gescheitert.</translation>
    </message>
    <message>
        <source>The weights %1 could not be used.</source>
        <translation>Die Gewichte %1 konnten nicht verwendet werden.</translation>
    </message>
    <message>
        <source>PointNeXt weights (.pth or .safetensors); empty: the model that comes with the program, which was trained on generated rooms.</source>
        <translation>Gewichte von PointNeXt (.pth oder .safetensors); leer: das mitgelieferte Modell, das auf erzeugten Räumen trainiert wurde.</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Vorgehen</translation>
    </message>
    <message>
        <source>How points are given to the network: test takes every point in many passes (the published procedure), nearest one point a voxel, val the same and is measured on those points only, direct the points as they stand in the file.</source>
        <translation>Wie das Netz die Punkte bekommt: test nimmt jeden Punkt in vielen Durchgängen (das veröffentlichte Vorgehen), nearest einen Punkt je Voxel, val ebenso und wird nur auf diesen Punkten gemessen, direct die Punkte, wie sie in der Datei stehen.</translation>
    </message>
    <message>
        <source>Test: all points, averaged</source>
        <translation>Test: alle Punkte, gemittelt</translation>
    </message>
    <message>
        <source>Validation: one point a voxel</source>
        <translation>Prüfung: ein Punkt je Voxel</translation>
    </message>
    <message>
        <source>Nearest: one pass, copied to all</source>
        <translation>Nächste: ein Durchgang, auf alle übertragen</translation>
    </message>
    <message>
        <source>Direct: points as they stand</source>
        <translation>Direkt: Punkte, wie sie sind</translation>
    </message>
    <message>
        <source>Voxel</source>
        <translation>Voxel</translation>
    </message>
    <message>
        <source>Edge of a voxel in meters; 0: as the network was trained.</source>
        <translation>Kante eines Voxels in Metern; 0: wie das Netz trainiert wurde.</translation>
    </message>
    <message>
        <source>Meters a unit</source>
        <translation>Meter je Einheit</translation>
    </message>
    <message>
        <source>What one unit of the file is in meters: 0.001 for millimeters, 0.3048 for feet.</source>
        <translation>Was eine Einheit der Datei in Metern ist: 0.001 für Millimeter, 0.3048 für Fuß.</translation>
    </message>
    <message>
        <source>The axis against gravity; auto: that of the network.</source>
        <translation>Die Achse gegen die Schwerkraft; auto: die des Netzes.</translation>
    </message>
    <message>
        <source>First ball of the network in meters; 0: as it was trained.</source>
        <translation>Erste Kugel des Netzes in Metern; 0: wie es trainiert wurde.</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>What each channel of the network gets, separated by commas: red, green, blue, height, x, y, z, nx, ny, nz or zero; empty: as it was trained.</source>
        <translation>Was jeder Kanal des Netzes bekommt, durch Kommas getrennt: red, green, blue, height, x, y, z, nx, ny, nz oder zero; leer: wie es trainiert wurde.</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>Speichergrenze</translation>
    </message>
    <message>
        <source>Megabytes that the network may hold; larger clouds are cut into tiles. 0: half of what is free.</source>
        <translation>Megabyte, die das Netz belegen darf; größere Wolken werden in Kacheln geschnitten. 0: die Hälfte des freien Speichers.</translation>
    </message>
    <message>
        <source>Of random points and shuffles.</source>
        <translation>Der zufälligen Punkte und Reihenfolgen.</translation>
    </message>
    <message>
        <source>Segmenting, pass %1 of %2</source>
        <translation>Segmentieren, Durchgang %1 von %2</translation>
    </message>
    <message>
        <source>%1 has no labels to learn from.</source>
        <translation>%1 hat keine Label, von denen gelernt werden kann.</translation>
    </message>
    <message>
        <source>%1 has no room outside of %2 to train on.</source>
        <translation>%1 hat außerhalb von %2 keinen Raum, auf dem trainiert werden kann.</translation>
    </message>
    <message>
        <source>The training diverged after %1 crops. The last checkpoint is kept; go on from it with a lower rate in another folder.</source>
        <translation>Das Training lief nach %1 Ausschnitten auseinander. Der letzte Stand ist erhalten; machen Sie von dort mit einer kleineren Rate in einem anderen Ordner weiter.</translation>
    </message>
    <message>
        <source>Training, %1 crops</source>
        <translation>Training, %1 Ausschnitte</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>A folder of labeled rooms, such as S3DIS; empty: rooms are generated.</source>
        <translation>Ein Ordner mit beschrifteten Räumen, etwa S3DIS; leer: Räume werden erzeugt.</translation>
    </message>
    <message>
        <source>Test area</source>
        <translation>Testbereich</translation>
    </message>
    <message>
        <source>Rooms of this area are left out of the training and validated on.</source>
        <translation>Auf den Räumen dieses Bereichs wird nicht trainiert, sondern geprüft.</translation>
    </message>
    <message>
        <source>Density of generated rooms</source>
        <translation>Dichte erzeugter Räume</translation>
    </message>
    <message>
        <source>Points a square meter before what is hidden is taken away.</source>
        <translation>Punkte je Quadratmeter, bevor Verdecktes weggenommen wird.</translation>
    </message>
    <message>
        <source>Edge of a voxel; one point of each is kept.</source>
        <translation>Kante eines Voxels; aus jedem bleibt ein Punkt.</translation>
    </message>
    <message>
        <source>Points of a crop</source>
        <translation>Punkte eines Ausschnitts</translation>
    </message>
    <message>
        <source>The points nearest to a random one.</source>
        <translation>Die Punkte, die einem zufälligen am nächsten liegen.</translation>
    </message>
    <message>
        <source>Crops of a room</source>
        <translation>Ausschnitte eines Raums</translation>
    </message>
    <message>
        <source>Steps in a row that take a crop from the same rooms.</source>
        <translation>Aufeinanderfolgende Schritte, die ihre Ausschnitte aus denselben Räumen nehmen.</translation>
    </message>
    <message>
        <source>Validation rooms</source>
        <translation>Prüfräume</translation>
    </message>
    <message>
        <source>Unseen rooms of a validation, whole.</source>
        <translation>Ungesehene Räume einer Prüfung, im Ganzen.</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Size of the network, as the official configurations for S3DIS name it.</source>
        <translation>Größe des Netzes, wie die offiziellen Konfigurationen für S3DIS sie nennen.</translation>
    </message>
    <message>
        <source>Weights, rooms and crops follow from it.</source>
        <translation>Gewichte, Räume und Ausschnitte folgen daraus.</translation>
    </message>
    <message>
        <source>Crops in one step.</source>
        <translation>Ausschnitte in einem Schritt.</translation>
    </message>
    <message>
        <source>At the start; it falls along a cosine.</source>
        <translation>Am Anfang; sie fällt entlang eines Kosinus.</translation>
    </message>
    <message>
        <source>Least rate</source>
        <translation>Kleinste Rate</translation>
    </message>
    <message>
        <source>At the end of the cosine.</source>
        <translation>Am Ende des Kosinus.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtszerfall</translation>
    </message>
    <message>
        <source>Of matrices; biases and norms have none.</source>
        <translation>Der Matrizen; Verschiebungen und Normierungen haben keinen.</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Glättung der Label</translation>
    </message>
    <message>
        <source>Share of a label that goes to all classes.</source>
        <translation>Anteil eines Labels, der an alle Klassen geht.</translation>
    </message>
    <message>
        <source>Balance of classes</source>
        <translation>Ausgleich der Klassen</translation>
    </message>
    <message>
        <source>A class counts by its frequency to the power of minus this; 0: all points alike, as in the official recipe.</source>
        <translation>Eine Klasse zählt mit ihrer Häufigkeit hoch minus diesem Wert; 0: alle Punkte gleich, wie im offiziellen Rezept.</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>Longer gradients are cut to it.</source>
        <translation>Längere Gradienten werden darauf gekürzt.</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>Turn crops about the vertical; the official recipe does so for B, L and XL.</source>
        <translation>Ausschnitte um die Senkrechte drehen; das offizielle Rezept tut es bei B, L und XL.</translation>
    </message>
    <message>
        <source>Mirroring</source>
        <translation>Spiegelung</translation>
    </message>
    <message>
        <source>Probability of mirroring along x, and along y.</source>
        <translation>Wahrscheinlichkeit einer Spiegelung entlang x und entlang y.</translation>
    </message>
    <message>
        <source>Automatic contrast</source>
        <translation>Automatischer Kontrast</translation>
    </message>
    <message>
        <source>Probability of spreading the colors of a crop.</source>
        <translation>Wahrscheinlichkeit, dass die Farben eines Ausschnitts gespreizt werden.</translation>
    </message>
    <message>
        <source>Dropped colors</source>
        <translation>Weggelassene Farben</translation>
    </message>
    <message>
        <source>Probability of a crop without colors.</source>
        <translation>Wahrscheinlichkeit eines Ausschnitts ohne Farben.</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>Skalierung</translation>
    </message>
    <message>
        <source>Each axis is scaled by up to this.</source>
        <translation>Um bis zu so viel wird jede Achse skaliert.</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Zittern</translation>
    </message>
    <message>
        <source>Deviation of a point from its place.</source>
        <translation>Streuung eines Punkts um seinen Ort.</translation>
    </message>
    <message>
        <source>Crops</source>
        <translation>Ausschnitte</translation>
    </message>
    <message>
        <source>Crops to train on in all.</source>
        <translation>Ausschnitte, auf denen insgesamt trainiert wird.</translation>
    </message>
    <message>
        <source>Crops between checkpoints</source>
        <translation>Ausschnitte zwischen Ständen</translation>
    </message>
    <message>
        <source>Crops between validations</source>
        <translation>Ausschnitte zwischen Prüfungen</translation>
    </message>
    <message>
        <source>How often the model is measured on unseen rooms; 0: never.</source>
        <translation>Wie oft das Modell auf ungesehenen Räumen gemessen wird; 0: nie.</translation>
    </message>
    <message>
        <source>How many to make.</source>
        <translation>Wie viele erzeugt werden.</translation>
    </message>
    <message>
        <source>With the number of a room decides all of it.</source>
        <translation>Bestimmt zusammen mit der Nummer eines Raums alles an ihm.</translation>
    </message>
    <message>
        <source>First number</source>
        <translation>Erste Nummer</translation>
    </message>
    <message>
        <source>The number of the first room.</source>
        <translation>Die Nummer des ersten Raums.</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Deviation of the scanner&apos;s error.</source>
        <translation>Streuung des Scannerfehlers.</translation>
    </message>
    <message>
        <source>Colors</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Give the points colors.</source>
        <translation>Den Punkten Farben geben.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Of the files.</source>
        <translation>Der Dateien.</translation>
    </message>
    <message>
        <source>The text is no camera. Copy one from a view, or write position and focal-point as three numbers each.</source>
        <translation>Der Text ist keine Kamera. Kopieren Sie eine aus einer Ansicht, oder schreiben Sie position und focal-point als je drei Zahlen.</translation>
    </message>
    <message>
        <source>%1 has %2 points; at most %3 can be shown.</source>
        <translation>%1 hat %2 Punkte; höchstens %3 können gezeigt werden.</translation>
    </message>
    <message>
        <source>Sorting points</source>
        <translation>Punkte werden sortiert</translation>
    </message>
    <message>
        <source>A picture of %1 x %2 pixels cannot be drawn; each side has %3 to %4.</source>
        <translation>Ein Bild von %1 x %2 Pixeln kann nicht gezeichnet werden; jede Seite hat %3 bis %4.</translation>
    </message>
    <message>
        <source>Drawing points</source>
        <translation>Punkte werden gezeichnet</translation>
    </message>
    <message>
        <source>Drawing picture %1 of %2</source>
        <translation>Bild %1 von %2 wird gezeichnet</translation>
    </message>
    <message>
        <source>%1 is there already. Name a new or an empty folder for the pictures, or a file that ends in .mp4, .avi or .mkv.</source>
        <translation>%1 gibt es schon. Nennen Sie einen neuen oder leeren Ordner für die Bilder oder eine Datei, die auf .mp4, .avi oder .mkv endet.</translation>
    </message>
    <message>
        <source>A turntable has 1 to %1 pictures and 1 to %2 of them a second.</source>
        <translation>Ein Drehtisch-Video hat 1 bis %1 Bilder und davon 1 bis %2 je Sekunde.</translation>
    </message>
    <message>
        <source>%1 was not written: the video could not be made. Choose another folder or format (.mp4, .avi, .mkv, or a folder for single pictures).</source>
        <translation>%1 wurde nicht geschrieben: Das Video konnte nicht erstellt werden. Wählen Sie einen anderen Ordner oder ein anderes Format (.mp4, .avi, .mkv oder einen Ordner für Einzelbilder).</translation>
    </message>
    <message>
        <source>%1 holds no PointNeXt network.</source>
        <translation>%1 enthält kein Netz von PointNeXt.</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>%1 has no labels. They stand in an attribute named label, class or prediction.</source>
        <translation>%1 hat keine Label. Sie stehen in einem Attribut namens label, class oder prediction.</translation>
    </message>
    <message>
        <source>Name pairs of files: a truth, its prediction, and so on.</source>
        <translation>Nennen Sie Paare von Dateien: eine Wahrheit, ihre Vorhersage und so weiter.</translation>
    </message>
    <message>
        <source>Some of the files have one name, so that one result would take the place of another. Segment them one by one.</source>
        <translation>Einige der Dateien heißen gleich, sodass ein Ergebnis an die Stelle eines anderen träte. Segmentieren Sie sie einzeln.</translation>
    </message>
    <message>
        <source>Logits are written for one file only.</source>
        <translation>Logits werden nur für eine einzige Datei geschrieben.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no box; write the center x,y,z, the edges, and if wanted a turn in degrees.</source>
        <translation>„%1“ ist kein Kasten; schreiben Sie die Mitte x,y,z, die Kanten und, wenn gewünscht, eine Drehung in Grad.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is nothing to color by; choose input, truth, prediction, error, height or attribute:NAME.</source>
        <translation>Nach „%1“ kann nicht gefärbt werden; wählen Sie input, truth, prediction, error, height oder attribute:NAME.</translation>
    </message>
    <message>
        <source>A picture has one to four panes.</source>
        <translation>Ein Bild hat ein bis vier Teilbilder.</translation>
    </message>
    <message>
        <source>A curtain stands between two panes.</source>
        <translation>Ein Vorhang steht zwischen zwei Teilbildern.</translation>
    </message>
    <message>
        <source>There is no class &quot;%1&quot;.</source>
        <translation>Es gibt keine Klasse „%1“.</translation>
    </message>
    <message>
        <source>%1 cannot be compared point by point: the number of its points is %2, that of the open cloud %3.</source>
        <translation>%1 lässt sich nicht Punkt für Punkt vergleichen: Die Zahl seiner Punkte ist %2, die der geöffneten Punktwolke %3.</translation>
    </message>
    <message>
        <source>%1 must be %2 to %3.</source>
        <translation>%1 muss zwischen %2 und %3 liegen.</translation>
    </message>
    <message>
        <source>Reading the scaling factors</source>
        <translation>Skalierungsfaktoren werden gelesen</translation>
    </message>
    <message>
        <source>Writing points</source>
        <translation>Punkte werden geschrieben</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no field to sort by; write a name, or min(TAG), last(TAG) ….</source>
        <translation>„%1“ ist kein Feld zum Sortieren; schreiben Sie einen Namen oder min(TAG), last(TAG) ….</translation>
    </message>
    <message>
        <source>There are no numbers of NVIDIA GPUs here.</source>
        <translation>Hier gibt es keine Zahlen von NVIDIA-GPUs.</translation>
    </message>
    <message>
        <source>There are no files of runs in %1.</source>
        <translation>In %1 liegen keine Dateien von Läufen.</translation>
    </message>
    <message>
        <source>None of the %1 runs has a name that fits.</source>
        <translation>Keiner der %1 Läufe hat einen passenden Namen.</translation>
    </message>
    <message>
        <source>With --json and CSV, name a file with --output.</source>
        <translation>Nennen Sie bei --json und CSV eine Datei mit --output.</translation>
    </message>
    <message>
        <source>No scalar tag of these runs fits %1.</source>
        <translation>Kein Skalar dieser Läufe passt auf %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no field of a run.</source>
        <translation>„%1“ ist kein Feld eines Laufs.</translation>
    </message>
    <message>
        <source>None of the %1 runs has FP8 statistics or a memory ledger: inspect logs, event files with their tags, fp8.jsonl or memory.jsonl.</source>
        <translation>Keiner der %1 Läufe hat FP8-Statistiken oder eine Speicherbilanz: Inspect-Protokolle, Ereignisdateien mit deren Tags, fp8.jsonl oder memory.jsonl.</translation>
    </message>
    <message>
        <source>A GPT cannot have %1 = %2.</source>
        <translation>Ein GPT kann nicht %1 = %2 haben.</translation>
    </message>
    <message>
        <source>%1 does not describe a GPT.</source>
        <translation>%1 beschreibt kein GPT.</translation>
    </message>
    <message>
        <source>The histogram %1 has edges that do not fit its counts.</source>
        <translation>Die Grenzen des Histogramms %1 passen nicht zu seinen Anzahlen.</translation>
    </message>
    <message>
        <source>The text %1 has cells that do not fill its rows.</source>
        <translation>Die Zellen des Textes %1 füllen seine Zeilen nicht.</translation>
    </message>
    <message>
        <source>A picture of %1 has no size.</source>
        <translation>Ein Bild von %1 hat keine Größe.</translation>
    </message>
    <message>
        <source>The pictures of %1 have different sizes.</source>
        <translation>Die Bilder von %1 sind verschieden groß.</translation>
    </message>
    <message>
        <source>The classic form holds one picture; %1 has another number.</source>
        <translation>Die klassische Form fasst genau ein Bild; bei %1 sind es mehr oder keines.</translation>
    </message>
    <message>
        <source>The disk is full: %1 could not be continued. Make room; what is missing is written then.</source>
        <translation>Der Datenträger ist voll: %1 konnte nicht fortgesetzt werden. Schaffen Sie Platz; was fehlt, wird dann geschrieben.</translation>
    </message>
    <message>
        <source>%1 is no event file; it was left as it is.</source>
        <translation>%1 ist keine Ereignisdatei; die Datei blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>A value for %1 is larger than a record may be.</source>
        <translation>Ein Wert für %1 ist größer, als ein Datensatz sein darf.</translation>
    </message>
    <message>
        <source>%1 is damaged; what stands before the damage is shown.</source>
        <translation>%1 ist beschädigt; gezeigt wird, was vor dem Schaden steht.</translation>
    </message>
    <message>
        <source>%1: %2 damaged records were left out.</source>
        <translation>%1: Beschädigte Datensätze wurden weggelassen (%2).</translation>
    </message>
    <message>
        <source>%1: %2 tags hold values of a kind that is not shown.</source>
        <translation>%1: Die Werte mancher Tags (%2) sind von einer Art, die nicht gezeigt wird.</translation>
    </message>
    <message>
        <source>%1: %2 damaged records were left out, and %3 tags hold values of a kind that is not shown.</source>
        <translation>%1: Beschädigte Datensätze wurden weggelassen (%2), und die Werte mancher Tags (%3) sind von einer Art, die nicht gezeigt wird.</translation>
    </message>
    <message>
        <source>%1 is above %2 since step %3: up to %4.</source>
        <translation>%1 liegt seit Schritt %3 über %2: bis zu %4.</translation>
    </message>
    <message>
        <source>%1 is below %2 since step %3: down to %4.</source>
        <translation>%1 liegt seit Schritt %3 unter %2: bis hinab zu %4.</translation>
    </message>
    <message>
        <source>%1 is not a finite number since step %2 (%3).</source>
        <translation>%1 ist seit Schritt %2 keine endliche Zahl (%3).</translation>
    </message>
    <message>
        <source>%1 has got no new value for %2 s, since step %3.</source>
        <translation>%1 hat seit %2 s, seit Schritt %3, keinen neuen Wert bekommen.</translation>
    </message>
    <message>
        <source>%1: more than %2 % underflow since step %3, up to %4 %.</source>
        <translation>%1: seit Schritt %3 mehr als %2 % Unterlauf, bis zu %4 %.</translation>
    </message>
    <message>
        <source>%1: more than %2 % overflow since step %3, up to %4 %.</source>
        <translation>%1: seit Schritt %3 mehr als %2 % Überlauf, bis zu %4 %.</translation>
    </message>
    <message>
        <source>%1 stays at %2 since step %3, up to step %4.</source>
        <translation>%1 bleibt von Schritt %3 bis Schritt %4 bei %2.</translation>
    </message>
    <message>
        <source>%1 jumps by a factor of 2^%2 at step %3.</source>
        <translation>%1 springt bei Schritt %3 um den Faktor 2^%2.</translation>
    </message>
    <message>
        <source>An alarm needs a pattern of tags, a threshold, and times, steps and jumps above 0.</source>
        <translation>Ein Alarm braucht ein Muster für Tags, eine Schwelle sowie Zeiten, Schritte und Sprünge über 0.</translation>
    </message>
    <message>
        <source>This quotation is not closed.</source>
        <translation>Dieses Anführungszeichen wird nicht geschlossen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; means nothing in a filter.</source>
        <translation>„%1“ bedeutet in einem Filter nichts.</translation>
    </message>
    <message>
        <source>A filter has at most %1 characters.</source>
        <translation>Ein Filter hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>Expected &quot;and&quot;, &quot;or&quot; or the end.</source>
        <translation>Erwartet wird „and“, „or“ oder das Ende.</translation>
    </message>
    <message>
        <source>This filter has too many comparisons.</source>
        <translation>Dieser Filter hat zu viele Vergleiche.</translation>
    </message>
    <message>
        <source>This filter is nested too deeply.</source>
        <translation>Dieser Filter ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>A &quot;)&quot; is missing here.</source>
        <translation>Hier fehlt „)“.</translation>
    </message>
    <message>
        <source>Expected the name of a column, a setting or a metric.</source>
        <translation>Erwartet wird der Name einer Spalte, einer Einstellung oder einer Metrik.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be asked for; first, last, min, max, mean and exists can.</source>
        <translation>Nach „%1“ lässt sich nicht fragen; möglich sind first, last, min, max, mean und exists.</translation>
    </message>
    <message>
        <source>Expected a list in parentheses, as (a, b).</source>
        <translation>Erwartet wird eine Liste in Klammern wie (a, b).</translation>
    </message>
    <message>
        <source>This list is too long.</source>
        <translation>Diese Liste ist zu lang.</translation>
    </message>
    <message>
        <source>Expected a value: a number, a word or a text in quotes.</source>
        <translation>Erwartet wird ein Wert: eine Zahl, ein Wort oder ein Text in Anführungszeichen.</translation>
    </message>
    <message>
        <source>Expected a regular expression in quotes.</source>
        <translation>Erwartet wird ein regulärer Ausdruck in Anführungszeichen.</translation>
    </message>
    <message>
        <source>This regular expression is too long, repeats too much or looks ahead.</source>
        <translation>Dieser reguläre Ausdruck ist zu lang, wiederholt zu viel oder blickt voraus.</translation>
    </message>
    <message>
        <source>This is not a regular expression.</source>
        <translation>Das ist kein regulärer Ausdruck.</translation>
    </message>
    <message>
        <source>A group has 1 to 1000000 parts, not %1.</source>
        <translation>Eine Gruppe hat 1 bis 1000000 Teile, nicht %1.</translation>
    </message>
    <message>
        <source>Distances between the points of a group cannot be negative.</source>
        <translation>Abstände zwischen den Punkten einer Gruppe können nicht negativ sein.</translation>
    </message>
    <message>
        <source>%1 % more than %2: %4 against %5 GB, measured; %3</source>
        <translation>%1 % mehr als %2: %4 gegenüber %5 GB, gemessen; %3</translation>
    </message>
    <message>
        <source>%1 % more than %2: %4 against %5 GB, computed; %3</source>
        <translation>%1 % mehr als %2: %4 gegenüber %5 GB, berechnet; %3</translation>
    </message>
    <message>
        <source>%1 % less than %2: %4 against %5 GB, measured; %3</source>
        <translation>%1 % weniger als %2: %4 gegenüber %5 GB, gemessen; %3</translation>
    </message>
    <message>
        <source>%1 % less than %2: %4 against %5 GB, computed; %3</source>
        <translation>%1 % weniger als %2: %4 gegenüber %5 GB, berechnet; %3</translation>
    </message>
    <message>
        <source>The weight of smoothing must be between 0 and 1, not %1.</source>
        <translation>Das Gewicht der Glättung muss zwischen 0 und 1 liegen, nicht bei %1.</translation>
    </message>
    <message>
        <source>A moving average takes 1 to 1000000 points, not %1.</source>
        <translation>Ein gleitendes Mittel nimmt 1 bis 1000000 Punkte, nicht %1.</translation>
    </message>
    <message>
        <source>A Gaussian needs a width above 0 and up to 100000, not %1.</source>
        <translation>Eine Gauß-Glättung braucht eine Breite über 0 und bis 100000, nicht %1.</translation>
    </message>
    <message>
        <source>Smoothing by time needs a number of steps above 0 and a finite range.</source>
        <translation>Zeitgewichtete Glättung braucht eine Zahl von Schritten über 0 und einen endlichen Bereich.</translation>
    </message>
    <message>
        <source>Was not measured, and a histogram of the whole tensor does not tell it.</source>
        <translation>Wurde nicht gemessen, und ein Histogramm des ganzen Tensors verrät es nicht.</translation>
    </message>
    <message>
        <source>Estimated from the exponent histogram of step %1.</source>
        <translation>Aus dem Exponentenhistogramm von Schritt %1 geschätzt.</translation>
    </message>
    <message>
        <source>The value at step %1 is of another kind.</source>
        <translation>Der Wert bei Schritt %1 ist von anderer Art.</translation>
    </message>
    <message>
        <source>The run has more than %1 tags; the others are left out.</source>
        <translation>Der Lauf hat mehr als %1 Tags; die übrigen sind weggelassen.</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>Es gibt keinen Ordner %1.</translation>
    </message>
    <message>
        <source>No folder fits the pattern %1.</source>
        <translation>Kein Ordner passt auf das Muster %1.</translation>
    </message>
    <message>
        <source>%1 cannot be %2.</source>
        <translation>%1 kann nicht %2 sein.</translation>
    </message>
    <message>
        <source>Pictures and histograms of the runs cannot be kept: no space in the folder for temporary files. Make room there, or point TMPDIR elsewhere.</source>
        <translation>Bilder und Histogramme der Läufe lassen sich nicht aufheben: Im Ordner für vorläufige Dateien ist kein Platz. Schaffen Sie dort Platz, oder lassen Sie TMPDIR auf einen anderen Ordner zeigen.</translation>
    </message>
    <message>
        <source>A picture or histogram could not be fetched again.</source>
        <translation>Ein Bild oder Histogramm ließ sich nicht wieder holen.</translation>
    </message>
    <message>
        <source>The scaled tensor %1 in %2 cannot be read. Save the checkpoint again.</source>
        <translation>Der skalierte Tensor %1 in %2 kann nicht gelesen werden. Sichern Sie den Stand neu.</translation>
    </message>
    <message>
        <source>%1 holds no tokenizer that can be read.</source>
        <translation>%1 enthält keinen lesbaren Tokenizer.</translation>
    </message>
    <message>
        <source>A vocabulary of byte pairs has 257 tokens or more, not %1.</source>
        <translation>Ein Vokabular aus Bytepaaren hat 257 Token oder mehr, nicht %1.</translation>
    </message>
    <message>
        <source>Learning byte pairs</source>
        <translation>Bytepaare werden gelernt</translation>
    </message>
    <message>
        <source>The training diverged after %1 steps. The last checkpoint is kept; go on from it with a lower rate in another folder.</source>
        <translation>Das Training lief nach %1 Schritten auseinander. Der letzte Stand ist erhalten; machen Sie von dort mit einer kleineren Rate in einem anderen Ordner weiter.</translation>
    </message>
    <message>
        <source>Training, %1 steps</source>
        <translation>Training, %1 Schritte</translation>
    </message>
    <message>
        <source>A batch of %1 sequences cannot be shared by %2 micro-batches.</source>
        <translation>Ein Stapel von %1 Sequenzen lässt sich nicht auf %2 Teilstapel verteilen.</translation>
    </message>
    <message>
        <source>The text %1 cannot be read.</source>
        <translation>Der Text %1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 is longer than %2 MiB, which is the most that is encoded by byte pairs. Train on a part of it, or with byte tokens.</source>
        <translation>%1 ist länger als %2 MiB; mehr wird nicht in Bytepaare kodiert. Trainieren Sie auf einem Teil davon oder mit Bytes als Token.</translation>
    </message>
    <message>
        <source>Encoding the text</source>
        <translation>Text wird kodiert</translation>
    </message>
    <message>
        <source>%1 is too short: it has %2 tokens, and a window of the training takes %3.</source>
        <translation>%1 ist zu kurz: Der Text hat %2 Token, und ein Fenster des Trainings braucht %3.</translation>
    </message>
    <message>
        <source>Of the network; it also gives rate and batch where these are 0.</source>
        <translation>Des Netzes; sie bestimmt auch Rate und Stapel, wo diese 0 sind.</translation>
    </message>
    <message>
        <source>Of products, weights, gradients and moments: full, usual mixed precision, or a level of FP8-LM.</source>
        <translation>Der Produkte, Gewichte, Gradienten und Momente: voll, übliche gemischte Genauigkeit oder eine Stufe von FP8-LM.</translation>
    </message>
    <message>
        <source>In place of that of the size; 0: as the size has it.</source>
        <translation>Anstelle des Werts der Größe; 0: wie die Größe ihn vorgibt.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Hidden width</source>
        <translation>Verborgene Breite</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>Sequence length</source>
        <translation>Sequenzlänge</translation>
    </message>
    <message>
        <source>Tied embedding</source>
        <translation>Gekoppelte Einbettung</translation>
    </message>
    <message>
        <source>The output layer shares the embedding&apos;s weight.</source>
        <translation>Die Ausgabeschicht teilt sich das Gewicht mit der Einbettung.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>A text file to train on; empty: Newton&apos;s Opticks.</source>
        <translation>Eine Textdatei, auf der trainiert wird; leer: Newtons „Opticks“.</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>A tokenizer.json of an earlier run, or GPT-2&apos;s vocab.json with merges.txt beside it; empty: bytes, or pairs learned from the text.</source>
        <translation>Die tokenizer.json eines früheren Laufs oder die vocab.json von GPT-2 mit merges.txt daneben; leer: Bytes oder aus dem Text gelernte Paare.</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Tokens of byte pairs to learn from the text; 0: each byte is a token.</source>
        <translation>Token aus Bytepaaren, die aus dem Text gelernt werden; 0: jedes Byte ist ein Token.</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Share at the end of the text that is validated on.</source>
        <translation>Anteil am Ende des Textes, auf dem geprüft wird.</translation>
    </message>
    <message>
        <source>Validation windows</source>
        <translation>Prüffenster</translation>
    </message>
    <message>
        <source>Sequences of a validation, at most.</source>
        <translation>Sequenzen einer Prüfung, höchstens.</translation>
    </message>
    <message>
        <source>Weights and batches follow from it.</source>
        <translation>Gewichte und Stapel folgen daraus.</translation>
    </message>
    <message>
        <source>Sequences of an optimizer step; 0: as the size has it.</source>
        <translation>Sequenzen eines Optimiererschritts; 0: wie die Größe es vorgibt.</translation>
    </message>
    <message>
        <source>Micro-batches</source>
        <translation>Teilstapel</translation>
    </message>
    <message>
        <source>Passes whose gradients are added to one step; they share the batch.</source>
        <translation>Durchgänge, deren Gradienten zu einem Schritt addiert werden; sie teilen sich den Stapel.</translation>
    </message>
    <message>
        <source>The largest; 0: as the size has it.</source>
        <translation>Die größte; 0: wie die Größe sie vorgibt.</translation>
    </message>
    <message>
        <source>At the end of the cosine, as a share of it.</source>
        <translation>Am Ende des Kosinus, als Anteil der Lernrate.</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>Steps over which the rate rises.</source>
        <translation>Schritte, über die die Rate steigt.</translation>
    </message>
    <message>
        <source>Steps of the cosine</source>
        <translation>Schritte des Kosinus</translation>
    </message>
    <message>
        <source>Until the rate is at its least; 0: all steps of the run.</source>
        <translation>Bis die Rate am kleinsten ist; 0: alle Schritte des Laufs.</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>Of the first moment.</source>
        <translation>Des ersten Moments.</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>Of the second moment.</source>
        <translation>Des zweiten Moments.</translation>
    </message>
    <message>
        <source>Of matrices and embeddings; biases and norms have none.</source>
        <translation>Der Matrizen und Einbettungen; Verschiebungen und Normierungen haben keinen.</translation>
    </message>
    <message>
        <source>Loss scale</source>
        <translation>Verlustskalierung</translation>
    </message>
    <message>
        <source>FP8 levels only. None is needed where operations between products are bfloat16.</source>
        <translation>Nur bei FP8-Stufen. Keine ist nötig, wo zwischen den Produkten in bfloat16 gerechnet wird.</translation>
    </message>
    <message>
        <source>Window of amax</source>
        <translation>Fenster von amax</translation>
    </message>
    <message>
        <source>Steps that delayed scaling of inputs and output gradients looks back; 1: current scaling.</source>
        <translation>Schritte, die die verzögerte Skalierung von Eingaben und Ausgabegradienten zurückblickt; 1: aktuelle Skalierung.</translation>
    </message>
    <message>
        <source>Steps between statistics</source>
        <translation>Schritte zwischen Statistiken</translation>
    </message>
    <message>
        <source>How often every FP8 tensor is looked at; 0: never.</source>
        <translation>Wie oft jeder FP8-Tensor betrachtet wird; 0: nie.</translation>
    </message>
    <message>
        <source>Peak of the device</source>
        <translation>Spitzenleistung des Geräts</translation>
    </message>
    <message>
        <source>What MFU is a share of; 0: not known, and then there is no MFU.</source>
        <translation>Wovon MFU ein Anteil ist; 0: unbekannt, und dann gibt es keine MFU.</translation>
    </message>
    <message>
        <source>Optimizer steps in all.</source>
        <translation>Optimiererschritte insgesamt.</translation>
    </message>
    <message>
        <source>Steps between checkpoints</source>
        <translation>Schritte zwischen Ständen</translation>
    </message>
    <message>
        <source>How often the state and the usable model are written; 0: at the end.</source>
        <translation>Wie oft der Stand und das nutzbare Modell geschrieben werden; 0: am Ende.</translation>
    </message>
    <message>
        <source>Steps between validations</source>
        <translation>Schritte zwischen Prüfungen</translation>
    </message>
    <message>
        <source>How often the held-out text is measured; 0: never.</source>
        <translation>Wie oft auf dem zurückgehaltenen Text gemessen wird; 0: nie.</translation>
    </message>
    <message>
        <source>Of products, weights, gradients and moments: full, or a level of FP8-LM. Files hold float32 weights always.</source>
        <translation>Von Produkten, Gewichten, Gradienten und Momenten: voll oder eine Stufe von FP8-LM. Dateien enthalten stets float32-Gewichte.</translation>
    </message>
    <message>
        <source>Of matrix products in training; at a level of FP8-LM, of their weights, gradients and moments, too. Colors and the loss are float32 always.</source>
        <translation>Der Matrixprodukte im Training; auf einer Stufe von FP8-LM auch ihrer Gewichte, Gradienten und Momente. Farben und Verlust sind stets float32.</translation>
    </message>
    <message>
        <source>The classic form holds one clip; %1 has another number.</source>
        <translation>Die klassische Form fasst genau eine Aufnahme; bei %1 sind es mehr oder keine.</translation>
    </message>
    <message>
        <source>The curve %1 needs six lists of one length, and at least a threshold.</source>
        <translation>Die Kurve %1 braucht sechs gleich lange Listen und mindestens eine Schwelle.</translation>
    </message>
    <message>
        <source>A part of the mesh %1 does not fit: numbers by [batch, count, 3], faces as whole numbers, colors 0 to 255, each part once.</source>
        <translation>Ein Teil des Netzes %1 passt nicht: Zahlen als [Stapel, Anzahl, 3], Flächen als ganze Zahlen, Farben von 0 bis 255, jeder Teil einmal.</translation>
    </message>
    <message>
        <source>The mesh %1 has no vertices.</source>
        <translation>Das Netz %1 hat keine Ecken.</translation>
    </message>
    <message>
        <source>%1 has no settings of alarms that can be used: %2.</source>
        <translation>%1 enthält keine brauchbaren Einstellungen für Alarme: %2.</translation>
    </message>
    <message>
        <source>Process %1 of the training could not be started.</source>
        <translation>Prozess %1 des Trainings konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>The %1 processes of the training did not meet at %2, port %3. Check that all of them run and that the port is free.</source>
        <translation>Die %1 Prozesse des Trainings trafen sich nicht bei %2, Port %3. Prüfen Sie, ob alle laufen und der Port frei ist.</translation>
    </message>
    <message>
        <source>The environment variable %1 must be a whole number from %2 to %3, but is &quot;%4&quot;.</source>
        <translation>Die Umgebungsvariable %1 muss eine ganze Zahl von %2 bis %3 sein, ist aber „%4“.</translation>
    </message>
    <message>
        <source>Another process of the training could not go on, and says why.</source>
        <translation>Ein anderer Prozess des Trainings konnte nicht weitermachen und sagt, warum.</translation>
    </message>
    <message>
        <source>This process of the training has another version, recipe, text or state in %1 than the first one.</source>
        <translation>Dieser Prozess des Trainings hat eine andere Version, ein anderes Rezept, einen anderen Text oder Zustand in %1 als der erste.</translation>
    </message>
    <message>
        <source>This process of the training sees no state in %1, as others do.</source>
        <translation>Dieser Prozess des Trainings sieht in %1 keinen Zustand, andere aber schon.</translation>
    </message>
    <message>
        <source>A process of the training is gone or does not answer. The last checkpoint in %1 is kept.</source>
        <translation>Ein Prozess des Trainings ist weg oder antwortet nicht. Der letzte Zwischenstand in %1 bleibt erhalten.</translation>
    </message>
    <message>
        <source>%1 processes cannot be grouped by %2 that compute each layer.</source>
        <translation>%1 Prozesse lassen sich nicht in Gruppen von %2 teilen, die jede Schicht gemeinsam rechnen.</translation>
    </message>
    <message>
        <source>A batch of %1 sequences cannot be shared by %2 processes with %3 micro-batches each.</source>
        <translation>Ein Stapel von %1 Folgen lässt sich nicht auf %2 Prozesse mit je %3 Teilstapeln verteilen.</translation>
    </message>
    <message>
        <source>States are shared out at the FP8 levels only, not in %1.</source>
        <translation>Zustände werden nur auf den FP8-Stufen verteilt, nicht in %1.</translation>
    </message>
    <message>
        <source>Layers are split at the FP8 levels only, not in %1.</source>
        <translation>Schichten werden nur auf den FP8-Stufen geteilt, nicht in %1.</translation>
    </message>
    <message>
        <source>%1 heads, and %2 tokens of a sequence, cannot be shared by %3 processes.</source>
        <translation>%1 Köpfe und %2 Tokens einer Folge lassen sich nicht auf %3 Prozesse verteilen.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Dynamic</source>
        <translation>Dynamisch</translation>
    </message>
    <message>
        <source>Processes of a layer</source>
        <translation>Prozesse einer Schicht</translation>
    </message>
    <message>
        <source>FP8 levels on several processes only: so many compute each layer together, and the others share the batch.</source>
        <translation>Nur auf FP8-Stufen mit mehreren Prozessen: So viele rechnen jede Schicht gemeinsam, die übrigen teilen sich den Stapel.</translation>
    </message>
    <message>
        <source>Sum over processes</source>
        <translation>Summe über Prozesse</translation>
    </message>
    <message>
        <source>FP8 levels on several processes only: how weight gradients are scaled before they are added in FP8.</source>
        <translation>Nur auf FP8-Stufen mit mehreren Prozessen: wie Gewichtsgradienten skaliert werden, bevor sie in FP8 addiert werden.</translation>
    </message>
    <message>
        <source>By a factor that follows the saturation</source>
        <translation>Mit einem Faktor, der der Sättigung folgt</translation>
    </message>
    <message>
        <source>Divided before</source>
        <translation>Vorher geteilt</translation>
    </message>
    <message>
        <source>Divided after</source>
        <translation>Nachher geteilt</translation>
    </message>
    <message>
        <source>Divided by the root before</source>
        <translation>Vorher durch die Wurzel geteilt</translation>
    </message>
    <message>
        <source>Share the states out</source>
        <translation>Zustände verteilen</translation>
    </message>
    <message>
        <source>FP8 levels on several processes only: each keeps the moments and masters of its share of the parameters (ZeRO).</source>
        <translation>Nur auf FP8-Stufen mit mehreren Prozessen: Jeder behält Momente und Mastergewichte seines Anteils der Parameter (ZeRO).</translation>
    </message>
</context>
<context>
    <name>Fp8HeatMap</name>
    <message>
        <source>log2 of the scale</source>
        <translation>log2 der Skalierung</translation>
    </message>
    <message>
        <source>Headroom (bits)</source>
        <translation>Spielraum (Bit)</translation>
    </message>
    <message>
        <source>Underflow (%)</source>
        <translation>Unterlauf (%)</translation>
    </message>
    <message>
        <source>Overflow (%)</source>
        <translation>Überlauf (%)</translation>
    </message>
</context>
<context>
    <name>Fp8Panel</name>
    <message>
        <source>0 bits: clipped below</source>
        <translation>0 Bit: darunter wird abgeschnitten</translation>
    </message>
    <message>
        <source>largest to smallest scale</source>
        <translation>größte zu kleinster Skalierung</translation>
    </message>
    <message>
        <source>mean cost of the shared minimum</source>
        <translation>mittlere Kosten des gemeinsamen Minimums</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Output gradient</source>
        <translation>Ausgabegradient</translation>
    </message>
    <message>
        <source>Weight gradient</source>
        <translation>Gewichtsgradient</translation>
    </message>
    <message>
        <source>First moment</source>
        <translation>Erstes Moment</translation>
    </message>
    <message>
        <source>Second moment</source>
        <translation>Zweites Moment</translation>
    </message>
    <message>
        <source>Master weight</source>
        <translation>Mastergewicht</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Input gradient</source>
        <translation>Eingabegradient</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>scale 2^%1</source>
        <translation>Skalierung 2^%1</translation>
    </message>
    <message>
        <source>amax %1</source>
        <translation>amax %1</translation>
    </message>
    <message>
        <source>amax of the window %1</source>
        <translation>amax des Fensters %1</translation>
    </message>
    <message>
        <source>headroom %1 bits</source>
        <translation>Spielraum %1 Bit</translation>
    </message>
    <message>
        <source>underflow %1 %</source>
        <translation>Unterlauf %1 %</translation>
    </message>
    <message>
        <source>overflow %1 %</source>
        <translation>Überlauf %1 %</translation>
    </message>
    <message>
        <source>Weight gradient, mean of processes</source>
        <translation>Gewichtsgradient, Mittel der Prozesse</translation>
    </message>
    <message>
        <source>factor %1</source>
        <translation>Faktor %1</translation>
    </message>
</context>
<context>
    <name>MediaPanel</name>
    <message>
        <source>%1 · step %2</source>
        <translation>%1 · Schritt %2</translation>
    </message>
    <message>
        <source>A picture cannot be decoded.</source>
        <translation>Ein Bild lässt sich nicht dekodieren.</translation>
    </message>
</context>
<context>
    <name>MemoryPanel</name>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Master weights</source>
        <translation>Mastergewichte</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>First moment</source>
        <translation>Erstes Moment</translation>
    </message>
    <message>
        <source>Second moment</source>
        <translation>Zweites Moment</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>Skalierungen</translation>
    </message>
    <message>
        <source>Copies of weights</source>
        <translation>Kopien der Gewichte</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>Communication</source>
        <translation>Kommunikation</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Reserve of the allocator</source>
        <translation>Reserve der Speicherverwaltung</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>B&amp;earbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Open re&amp;cent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>All d&amp;emos</source>
        <translation>&amp;Alle Demos</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>Te&amp;xtgröße</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>&amp;Thema</translation>
    </message>
    <message>
        <source>Loo&amp;k from</source>
        <translation>&amp;Blick von</translation>
    </message>
</context>
<context>
    <name>MissingPicture</name>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>%1 was pasted, and no file holds it.</source>
        <translation>%1 wurde eingefügt und liegt in keiner Datei.</translation>
    </message>
    <message>
        <source>%1 was a result that had not been saved.</source>
        <translation>%1 war ein Ergebnis, das nicht gesichert war.</translation>
    </message>
    <message>
        <source>%1 came from the board %2, which is gone or was changed since.</source>
        <translation>%1 kam aus dem Brett %2, das fehlt oder seither geändert wurde.</translation>
    </message>
    <message>
        <source>%1: %2 is gone or holds another picture now.</source>
        <translation>%1: %2 fehlt oder enthält jetzt ein anderes Bild.</translation>
    </message>
</context>
<context>
    <name>PlotAxes</name>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Relative time</source>
        <translation>Relative Zeit</translation>
    </message>
    <message>
        <source>Time without pauses</source>
        <translation>Zeit ohne Pausen</translation>
    </message>
    <message>
        <source>Wall time</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
</context>
<context>
    <name>PlotTip</name>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Protocol</name>
    <message>
        <source>all points</source>
        <translation>alle Punkte</translation>
    </message>
    <message>
        <source>all points of the file</source>
        <translation>alle Punkte der Datei</translation>
    </message>
    <message numerus="yes">
        <source>%n pass(es) over voxels of %1 cm</source>
        <translation>
            <numerusform>%n Durchgang über Voxel von %1 cm</numerusform>
            <numerusform>%n Durchgänge über Voxel von %1 cm</numerusform>
        </translation>
    </message>
    <message>
        <source>logits averaged</source>
        <translation>Logits gemittelt</translation>
    </message>
    <message>
        <source>one point a voxel of %1 cm</source>
        <translation>ein Punkt je Voxel von %1 cm</translation>
    </message>
    <message>
        <source>one pass over voxels of %1 cm</source>
        <translation>ein Durchgang über Voxel von %1 cm</translation>
    </message>
    <message>
        <source>logits copied within a voxel</source>
        <translation>Logits innerhalb eines Voxels übernommen</translation>
    </message>
    <message>
        <source>one pass without voxels</source>
        <translation>ein Durchgang ohne Voxel</translation>
    </message>
    <message numerus="yes">
        <source>in %n tile(s)</source>
        <translation>
            <numerusform>in %n Kachel</numerusform>
            <numerusform>in %n Kacheln</numerusform>
        </translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Startwert %1</translation>
    </message>
    <message>
        <source>only the points that the network saw</source>
        <translation>nur die Punkte, die das Netz gesehen hat</translation>
    </message>
    <message>
        <source>without the points of hidden classes</source>
        <translation>ohne die Punkte ausgeblendeter Klassen</translation>
    </message>
    <message>
        <source>inside the clip box</source>
        <translation>innerhalb des Schnittkastens</translation>
    </message>
    <message>
        <source>outside the clip box</source>
        <translation>außerhalb des Schnittkastens</translation>
    </message>
    <message>
        <source>only selected points</source>
        <translation>nur ausgewählte Punkte</translation>
    </message>
</context>
<context>
    <name>RunsData</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
</context>
<context>
    <name>RunsPanels</name>
    <message>
        <source>Hyper-parameters</source>
        <translation>Hyperparameter</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>Medien</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>FP8</source>
        <translation>FP8</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 min</translation>
    </message>
</context>
<context>
    <name>Workspaces</name>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>Punktwolke</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>maquette::app::MainWindow</name>
    <message>
        <source>Ready.</source>
        <translation>Bereit.</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Workspace %1</source>
        <translation>Arbeitsbereich %1</translation>
    </message>
    <message>
        <source>Menus</source>
        <translation>Menüs</translation>
    </message>
    <message>
        <source>Search actions   %1</source>
        <translation>Aktionen suchen   %1</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>Aktionen suchen</translation>
    </message>
    <message>
        <source>%1 • edited</source>
        <translation>%1 • geändert</translation>
    </message>
    <message>
        <source>%1[*] – Maquette</source>
        <translation>%1[*] – Maquette</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>Noch wurde nichts geöffnet</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>This installation has no demos</source>
        <translation>Diese Installation hat keine Demos</translation>
    </message>
</context>
<context>
    <name>maquette::app::ManualWindow</name>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation>Seiten des Handbuchs</translation>
    </message>
    <message>
        <source>Text of the page</source>
        <translation>Text der Seite</translation>
    </message>
    <message>
        <source>The manual is missing from this installation: there are no pages in %1.</source>
        <translation>Das Handbuch fehlt in dieser Installation: In %1 sind keine Seiten.</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::AlarmLimits</name>
    <message>
        <source>Infinite or no number</source>
        <translation>Unendlich oder keine Zahl</translation>
    </message>
    <message>
        <source>Silent for more than</source>
        <translation>Still seit mehr als</translation>
    </message>
    <message>
        <source>Overflow above</source>
        <translation>Überlauf über</translation>
    </message>
    <message>
        <source>Underflow above</source>
        <translation>Unterlauf über</translation>
    </message>
    <message>
        <source>Headroom below</source>
        <translation>Spielraum unter</translation>
    </message>
    <message>
        <source>Scale stays more than</source>
        <translation>Skalierung bleibt mehr als</translation>
    </message>
    <message>
        <source>Scale jumps more than</source>
        <translation>Skalierung springt um mehr als</translation>
    </message>
    <message>
        <source>A value of any curve, or a largest magnitude of a tensor, is infinite or no number.</source>
        <translation>Ein Wert einer Kurve oder ein größter Betrag eines Tensors ist unendlich oder keine Zahl.</translation>
    </message>
    <message>
        <source>A run that has not ended has no new value for longer than this.</source>
        <translation>Ein Lauf, der nicht beendet ist, hat länger als so lange keinen neuen Wert.</translation>
    </message>
    <message>
        <source>More of a tensor&apos;s values than this are too large for FP8.</source>
        <translation>Ein größerer Teil der Werte eines Tensors ist zu groß für FP8.</translation>
    </message>
    <message>
        <source>More of a tensor&apos;s values than this become zero in FP8.</source>
        <translation>Ein größerer Teil der Werte eines Tensors wird in FP8 null.</translation>
    </message>
    <message>
        <source>The largest value of a tensor comes closer than this to the largest of FP8.</source>
        <translation>Der größte Wert eines Tensors kommt dem größten von FP8 näher als so viel.</translation>
    </message>
    <message>
        <source>The scale of an input or an output gradient stays the same for longer than this.</source>
        <translation>Die Skalierung eines Eingangs oder eines Ausgangsgradienten bleibt länger als so lange gleich.</translation>
    </message>
    <message>
        <source>A scale changes by more than this many powers of two from one record to the next.</source>
        <translation>Eine Skalierung ändert sich von einem Eintrag zum nächsten um mehr als so viele Zweierpotenzen.</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> s</translation>
    </message>
    <message>
        <source> %</source>
        <comment>percent</comment>
        <translation> %</translation>
    </message>
    <message>
        <source> bits</source>
        <translation> Bit</translation>
    </message>
    <message>
        <source> steps</source>
        <translation> Schritte</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>Wie am Anfang</translation>
    </message>
    <message>
        <source>All alarms on, with the limits they come with</source>
        <translation>Alle Alarme an, mit den mitgelieferten Grenzen</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::AlarmModel</name>
    <message>
        <source>%1 (over)</source>
        <comment>alarm that does not hold any more</comment>
        <translation>%1 (vorbei)</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::AssociationModel</name>
    <message>
        <source>Absolute rank correlation, or for categories the share of the metric&apos;s spread between them. A relation of each setting alone; runs that share two settings cannot tell them apart.</source>
        <translation>Betrag der Rangkorrelation, bei Kategorien der Anteil der Streuung der Metrik zwischen ihnen. Ein Zusammenhang jeder Einstellung für sich; Läufe, in denen zwei Einstellungen immer zugleich wechseln, trennen sie nicht.</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Spearman</source>
        <translation>Spearman</translation>
    </message>
    <message>
        <source>Pearson</source>
        <translation>Pearson</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::Autosave</name>
    <message>
        <source>Keep the board</source>
        <translation>Brett aufheben</translation>
    </message>
    <message>
        <source>The board cannot be kept for the case of a crash: %1</source>
        <translation>Das Brett kann nicht für den Fall eines Absturzes aufgehoben werden: %1</translation>
    </message>
    <message>
        <source>Look for the last board</source>
        <translation>Nach dem letzten Brett sehen</translation>
    </message>
    <message>
        <source>The board of the last time cannot be brought back: %1</source>
        <translation>Das Brett vom letzten Mal lässt sich nicht zurückholen: %1</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>a new board</source>
        <translation>ein neues Brett</translation>
    </message>
    <message>
        <source>The board of the last time is still here: %1, %2.</source>
        <translation>Das Brett vom letzten Mal ist noch da: %1, %2.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Restore the last board</source>
        <translation>Letztes Brett wiederherstellen</translation>
    </message>
    <message>
        <source>The board of the last time is back.</source>
        <translation>Das Brett vom letzten Mal ist zurück.</translation>
    </message>
    <message>
        <source>The board was restored in part. %1</source>
        <translation>Das Brett wurde zum Teil wiederhergestellt. %1</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::AxesPanel</name>
    <message>
        <source>X axis</source>
        <translation>x-Achse</translation>
    </message>
    <message>
        <source>Metric on the x axis</source>
        <translation>Metrik auf der x-Achse</translation>
    </message>
    <message>
        <source>How many a step takes</source>
        <translation>Wie viele ein Schritt verbraucht</translation>
    </message>
    <message>
        <source>Logarithmic x</source>
        <translation>x logarithmisch</translation>
    </message>
    <message>
        <source>Steps of 0 and below have no place on it</source>
        <translation>Schritte bis 0 haben darauf keinen Platz</translation>
    </message>
    <message>
        <source>Logarithmic y</source>
        <translation>y logarithmisch</translation>
    </message>
    <message>
        <source>Values of 0 and below break the line</source>
        <translation>Werte bis 0 unterbrechen die Linie</translation>
    </message>
    <message>
        <source>Ignore outliers</source>
        <translation>Ausreißer übergehen</translation>
    </message>
    <message>
        <source>The highest and lowest 2 % of what is drawn do not widen the y axis</source>
        <translation>Die höchsten und tiefsten 2 % des Gezeichneten weiten die y-Achse nicht</translation>
    </message>
    <message>
        <source>Left branches</source>
        <translation>Verlassene Zweige</translation>
    </message>
    <message>
        <source>Faint and dotted: points that a restart from an earlier step has overwritten</source>
        <translation>Blass gepunktet: Punkte, die ein Neustart von einem früheren Schritt an überschrieben hat</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Relative time</source>
        <translation>Relative Zeit</translation>
    </message>
    <message>
        <source>Wall time</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Another metric</source>
        <translation>Andere Metrik</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>Per step</source>
        <translation>Je Schritt</translation>
    </message>
    <message>
        <source>Steps an epoch</source>
        <translation>Schritte je Epoche</translation>
    </message>
    <message>
        <source>A number, or the name of a setting of the runs that holds it; several are multiplied: batch * sequence</source>
        <translation>Eine Zahl oder der Name einer Einstellung der Läufe, in der sie steht; mehrere werden malgenommen: batch * sequence</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::BoardDocument</name>
    <message>
        <source>Set the before picture</source>
        <translation>Bild vorher setzen</translation>
    </message>
    <message>
        <source>Set the after picture</source>
        <translation>Bild nachher setzen</translation>
    </message>
    <message>
        <source>Set the picture</source>
        <translation>Bild setzen</translation>
    </message>
    <message>
        <source>Clear the before picture</source>
        <translation>Bild vorher leeren</translation>
    </message>
    <message>
        <source>Clear the after picture</source>
        <translation>Bild nachher leeren</translation>
    </message>
    <message>
        <source>Clear the picture</source>
        <translation>Bild leeren</translation>
    </message>
    <message>
        <source>Swap before and after</source>
        <translation>Vorher und Nachher tauschen</translation>
    </message>
    <message>
        <source>Use the result as picture</source>
        <translation>Ergebnis als Bild verwenden</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>Accept the result</source>
        <translation>Ergebnis annehmen</translation>
    </message>
    <message>
        <source>Discard the result</source>
        <translation>Ergebnis verwerfen</translation>
    </message>
    <message>
        <source>Restore a board</source>
        <translation>Brett wiederherstellen</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal ausführen</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ChartGrid</name>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstige</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>group of tags (how many charts)</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ClassModel</name>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>%1: hidden</source>
        <translation>%1: verborgen</translation>
    </message>
    <message>
        <source>%1: shown</source>
        <translation>%1: gezeigt</translation>
    </message>
    <message>
        <source>%1: alone</source>
        <translation>%1: allein</translation>
    </message>
    <message>
        <source>Show %1 alone</source>
        <translation>%1 allein zeigen</translation>
    </message>
    <message>
        <source>Color of %1</source>
        <translation>Farbe von %1</translation>
    </message>
    <message>
        <source>Show or hide (Space)</source>
        <translation>Zeigen oder verbergen (Leertaste)</translation>
    </message>
    <message>
        <source>Show this class alone; again: all (S)</source>
        <translation>Diese Klasse allein zeigen; noch einmal: alle (S)</translation>
    </message>
    <message>
        <source>Double-click to choose another color</source>
        <translation>Doppelklicken, um eine andere Farbe zu wählen</translation>
    </message>
    <message>
        <source>Class %1. Double-click to rename.</source>
        <translation>Klasse %1. Doppelklicken, um sie umzubenennen.</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>Allein</translation>
    </message>
    <message>
        <source>Color</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>%</source>
        <comment>column: share of all points</comment>
        <translation>%</translation>
    </message>
    <message>
        <source>IoU</source>
        <comment>column of percents</comment>
        <translation>IoU</translation>
    </message>
    <message>
        <source>Points of the truth</source>
        <translation>Punkte der Wahrheit</translation>
    </message>
    <message>
        <source>Points of the prediction</source>
        <translation>Punkte der Vorhersage</translation>
    </message>
    <message>
        <source>Percent of all points, by the truth</source>
        <translation>Prozent aller Punkte, nach der Wahrheit</translation>
    </message>
    <message>
        <source>Percent of all points, by the prediction</source>
        <translation>Prozent aller Punkte, nach der Vorhersage</translation>
    </message>
    <message>
        <source>Intersection over union in percent</source>
        <translation>Schnitt durch Vereinigung in Prozent</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ClassPanel</name>
    <message>
        <source>Class tables (*.json)</source>
        <translation>Klassentabellen (*.json)</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Table of classes</source>
        <translation>Klassentabelle</translation>
    </message>
    <message>
        <source>Names and colors of the classes</source>
        <translation>Namen und Farben der Klassen</translation>
    </message>
    <message>
        <source>By label</source>
        <translation>Nach Label</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>Laden…</translation>
    </message>
    <message>
        <source>Load names and colors from a JSON file</source>
        <translation>Namen und Farben aus einer JSON-Datei laden</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Sichern…</translation>
    </message>
    <message>
        <source>Save names and colors as a JSON file</source>
        <translation>Namen und Farben als JSON-Datei sichern</translation>
    </message>
    <message>
        <source>Color of %1</source>
        <translation>Farbe von %1</translation>
    </message>
    <message>
        <source>Load a class table</source>
        <translation>Klassentabelle laden</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>%1 laden</translation>
    </message>
    <message>
        <source>Save the class table</source>
        <translation>Klassentabelle sichern</translation>
    </message>
    <message>
        <source>classes.json</source>
        <translation>klassen.json</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ClipPanel</name>
    <message>
        <source>Turn of the box about the vertical, in degrees</source>
        <translation>Drehung des Kastens um die Senkrechte, in Grad</translation>
    </message>
    <message>
        <source>Distance of the near plane from the camera; 0: none</source>
        <translation>Abstand der nahen Ebene von der Kamera; 0: keine</translation>
    </message>
    <message>
        <source>Distance of the far plane from the camera; 0: none</source>
        <translation>Abstand der fernen Ebene von der Kamera; 0: keine</translation>
    </message>
    <message>
        <source>What the clip box does</source>
        <translation>Was der Schnittkasten tut</translation>
    </message>
    <message>
        <source>No clip box</source>
        <translation>Kein Schnittkasten</translation>
    </message>
    <message>
        <source>Show what is inside</source>
        <translation>Inneres zeigen</translation>
    </message>
    <message>
        <source>Show what is outside</source>
        <translation>Äußeres zeigen</translation>
    </message>
    <message>
        <source>Highlight what is inside</source>
        <translation>Inneres hervorheben</translation>
    </message>
    <message>
        <source>Middle of the box, %1</source>
        <translation>Mitte des Kastens, %1</translation>
    </message>
    <message>
        <source>Edge of the box, %1</source>
        <translation>Kante des Kastens, %1</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Drehung</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Put the box around the whole cloud</source>
        <translation>Den Kasten um die ganze Punktwolke legen</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Put the box around the selected points</source>
        <translation>Den Kasten um die ausgewählten Punkte legen</translation>
    </message>
    <message>
        <source>Around</source>
        <translation>Um</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Near plane</source>
        <translation>Nahe Ebene</translation>
    </message>
    <message>
        <source>Far plane</source>
        <translation>Ferne Ebene</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::CloudDocument</name>
    <message>
        <source>Sort points by class</source>
        <translation>Punkte nach Klassen sortieren</translation>
    </message>
    <message>
        <source>Color of a class</source>
        <translation>Farbe einer Klasse</translation>
    </message>
    <message>
        <source>Name of a class</source>
        <translation>Name einer Klasse</translation>
    </message>
    <message>
        <source>Choose a class table</source>
        <translation>Klassentabelle wählen</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Invert the selection</source>
        <translation>Auswahl umkehren</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Relabel</source>
        <translation>Neu beschriften</translation>
    </message>
    <message numerus="yes">
        <source>Relabel %n point(s)</source>
        <translation>
            <numerusform>%n Punkt neu beschriften</numerusform>
            <numerusform>%n Punkte neu beschriften</numerusform>
        </translation>
    </message>
    <message>
        <source>Clip box</source>
        <translation>Schnittkasten</translation>
    </message>
    <message>
        <source>Count errors</source>
        <translation>Fehler zählen</translation>
    </message>
    <message>
        <source>Input (height)</source>
        <translation>Eingabe (Höhe)</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Wahrheit</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Compare with a prediction</source>
        <translation>Mit einer Vorhersage vergleichen</translation>
    </message>
    <message>
        <source>Compare with a truth</source>
        <translation>Mit einer Wahrheit vergleichen</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmentieren</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::CloudFiles</name>
    <message>
        <source>Point clouds (%1)</source>
        <translation>Punktwolken (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a text or an array with columns</source>
        <translation>Einen Text oder ein Feld mit Spalten öffnen</translation>
    </message>
    <message>
        <source>Open a point cloud</source>
        <translation>Eine Punktwolke öffnen</translation>
    </message>
    <message>
        <source>Texts and arrays (*.txt *.xyz *.csv *.asc *.npy)</source>
        <translation>Texte und Felder (*.txt *.xyz *.csv *.asc *.npy)</translation>
    </message>
    <message>
        <source>Open a folder of rooms</source>
        <translation>Einen Ordner mit Räumen öffnen</translation>
    </message>
    <message>
        <source>Read the columns of %1</source>
        <translation>Spalten von %1 lesen</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Angehalten. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Choose the columns…</source>
        <translation>Spalten wählen…</translation>
    </message>
    <message>
        <source>Remove from the list of recent files</source>
        <translation>Aus der Liste der letzten Dateien entfernen</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>Andere Datei öffnen…</translation>
    </message>
    <message>
        <source>Look for rooms in %1</source>
        <translation>In %1 nach Räumen suchen</translation>
    </message>
    <message>
        <source>Make a room</source>
        <translation>Raum erzeugen</translation>
    </message>
    <message>
        <source>%1 has labels that are not saved.</source>
        <translation>%1 hat Label, die nicht gesichert sind.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Sichern…</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open a prediction for this cloud</source>
        <translation>Eine Vorhersage zu dieser Punktwolke öffnen</translation>
    </message>
    <message>
        <source>Open the truth for this cloud</source>
        <translation>Die Wahrheit zu dieser Punktwolke öffnen</translation>
    </message>
    <message>
        <source>%1 is compared as prediction.</source>
        <translation>%1 wird als Vorhersage verglichen.</translation>
    </message>
    <message>
        <source>%1 is compared as truth.</source>
        <translation>%1 wird als Wahrheit verglichen.</translation>
    </message>
    <message>
        <source>Save the cloud</source>
        <translation>Punktwolke sichern</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 sichern</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 gesichert.</translation>
    </message>
    <message>
        <source>Save the selection</source>
        <translation>Auswahl sichern</translation>
    </message>
    <message>
        <source>Indices (*.npy *.txt);;Selected points (*.ply *.las *.obj)</source>
        <translation>Nummern (*.npy *.txt);;Ausgewählte Punkte (*.ply *.las *.obj)</translation>
    </message>
    <message>
        <source>selection.npy</source>
        <translation>auswahl.npy</translation>
    </message>
    <message>
        <source>Save a turntable</source>
        <translation>Drehtisch-Video sichern</translation>
    </message>
    <message>
        <source>Save a picture</source>
        <translation>Bild sichern</translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.mkv *.avi)</source>
        <translation>Videos (*.mp4 *.mkv *.avi)</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.webp)</source>
        <translation>Bilder (*.png *.jpg *.webp)</translation>
    </message>
    <message numerus="yes">
        <source>Opened %1 with %Ln point(s).</source>
        <translation>
            <numerusform>%1 mit %Ln Punkt geöffnet.</numerusform>
            <numerusform>%1 mit %Ln Punkten geöffnet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %Ln point(s) without finite coordinates.</source>
        <translation>
            <numerusform>Ausgelassen: %Ln Punkt ohne endliche Koordinaten.</numerusform>
            <numerusform>Ausgelassen: %Ln Punkte ohne endliche Koordinaten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Array with the truth (*.npy)</source>
        <translation>Array mit der Wahrheit (*.npy)</translation>
    </message>
    <message>
        <source>Array with the prediction (*.npy)</source>
        <translation>Array mit der Vorhersage (*.npy)</translation>
    </message>
    <message>
        <source>Polygon file (*.ply)</source>
        <translation>Polygondatei (*.ply)</translation>
    </message>
    <message>
        <source>LAS (*.las)</source>
        <translation>LAS (*.las)</translation>
    </message>
    <message>
        <source>Array (*.npy)</source>
        <translation>Array (*.npy)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>OBJ (*.obj)</source>
        <translation>OBJ (*.obj)</translation>
    </message>
    <message>
        <source>Saved %1 with the truth as labels.</source>
        <translation>%1 mit der Wahrheit als Klassen gesichert.</translation>
    </message>
    <message>
        <source>Saved %1 with the prediction as labels.</source>
        <translation>%1 mit der Vorhersage als Klassen gesichert.</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::CloudInspector</name>
    <message>
        <source>Classes, scores and tools of the cloud</source>
        <translation>Klassen, Bewertung und Werkzeuge der Punktwolke</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>Punktwolke</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmentieren</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Schnitt</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Darstellung</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::CloudPage</name>
    <message>
        <source>Point cloud</source>
        <translation>Punktwolke</translation>
    </message>
    <message>
        <source>What pane %1 shows</source>
        <translation>Was Teilbild %1 zeigt</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>Teilbilder</translation>
    </message>
    <message>
        <source>Number of panes</source>
        <translation>Zahl der Teilbilder</translation>
    </message>
    <message>
        <source>Look from</source>
        <translation>Blick von</translation>
    </message>
    <message>
        <source>Look from a side</source>
        <translation>Von einer Seite blicken</translation>
    </message>
    <message>
        <source>See a cloud, its classes and its errors side by side</source>
        <translation>Punktwolke, Klassen und Fehler nebeneinander sehen</translation>
    </message>
    <message>
        <source>Drop a point cloud or a folder of rooms here. Labels and predictions in it are found by their names; a cloud without any can be segmented.</source>
        <translation>Ziehen Sie eine Punktwolke oder einen Ordner mit Räumen hierher. Label und Vorhersagen darin werden an ihren Namen erkannt; eine Wolke ohne sie lässt sich segmentieren.</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %Ln point(s)</source>
        <translation>
            <numerusform>%1 · %Ln Punkt</numerusform>
            <numerusform>%1 · %Ln Punkte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::CloudView</name>
    <message>
        <source>Point cloud</source>
        <translation>Punktwolke</translation>
    </message>
    <message>
        <source>Arrow keys turn the cloud, with Alt in small steps and with Shift they move it. Plus and minus zoom.</source>
        <translation>Pfeiltasten drehen die Punktwolke, mit Alt in kleinen Schritten, mit Umschalt verschieben sie sie. Plus und Minus zoomen.</translation>
    </message>
    <message>
        <source>Control with the left and right arrow keys moves the curtain, which stands at %1 percent.</source>
        <translation>Strg mit den Pfeiltasten links und rechts bewegt den Vorhang, der bei %1 Prozent steht.</translation>
    </message>
    <message>
        <source>Enter picks the point in the middle of the first picture; with Shift it is added.</source>
        <translation>Die Eingabetaste fragt den Punkt in der Mitte des ersten Bildes ab; mit Umschalt kommt er hinzu.</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Wahrheit</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::CloudWorkspace</name>
    <message>
        <source>%1: %2</source>
        <comment>action: what it undoes</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ColumnDialog</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Read the file with these columns</source>
        <translation>Die Datei mit diesen Spalten lesen</translation>
    </message>
    <message>
        <source>Columns of %1</source>
        <translation>Spalten von %1</translation>
    </message>
    <message>
        <source>Choose what each column means. x, y and z are needed; a name of your own keeps a column as an attribute.</source>
        <translation>Wählen Sie, was jede Spalte bedeutet. x, y und z werden gebraucht; ein eigener Name behält eine Spalte als Attribut.</translation>
    </message>
    <message>
        <source>Meaning of column %1</source>
        <translation>Bedeutung der Spalte %1</translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation>Erste Zeilen der Datei</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open nothing</source>
        <translation>Nichts öffnen</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::CommandPalette</name>
    <message>
        <source>Search actions</source>
        <translation>Aktionen suchen</translation>
    </message>
    <message>
        <source>Name of an action</source>
        <translation>Name einer Aktion</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Actions found</source>
        <translation>Gefundene Aktionen</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::CompareView</name>
    <message>
        <source>Picture and result</source>
        <translation>Bild und Ergebnis</translation>
    </message>
    <message>
        <source>Divider at %1 %. </source>
        <translation>Teiler bei %1 %. </translation>
    </message>
    <message>
        <source>Zoom %1 %.</source>
        <translation>Zoom %1 %.</translation>
    </message>
    <message>
        <source>Difference × %1</source>
        <translation>Unterschied × %1</translation>
    </message>
    <message>
        <source>In the making</source>
        <translation>In Arbeit</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ConfusionModel</name>
    <message>
        <source>Truth: %1</source>
        <translation>Wahrheit: %1</translation>
    </message>
    <message>
        <source>Prediction: %1</source>
        <translation>Vorhersage: %1</translation>
    </message>
    <message numerus="yes">
        <source>Truth %1, prediction %2: %Ln point(s), %3 % of the truth. Click to show only these points.</source>
        <translation>
            <numerusform>Wahrheit %1, Vorhersage %2: %Ln Punkt, %3 % der Wahrheit. Ein Klick zeigt nur ihn.</numerusform>
            <numerusform>Wahrheit %1, Vorhersage %2: %Ln Punkte, %3 % der Wahrheit. Ein Klick zeigt nur diese Punkte.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::EditFiles</name>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>Ein Bild öffnen</translation>
    </message>
    <message>
        <source>Open a board or pictures</source>
        <translation>Ein Brett oder Bilder öffnen</translation>
    </message>
    <message>
        <source>Boards and pictures (*.board *.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)</source>
        <translation>Bretter und Bilder (*.board *.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)</translation>
    </message>
    <message>
        <source>Remove from the list of recent files</source>
        <translation>Aus der Liste der letzten Dateien entfernen</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>Andere Datei öffnen…</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>%1 was opened, but with the default settings: %2</source>
        <translation>%1 wurde geöffnet, aber mit den Voreinstellungen: %2</translation>
    </message>
    <message numerus="yes">
        <source>Open %n picture(s)</source>
        <translation>
            <numerusform>%n Bild öffnen</numerusform>
            <numerusform>%n Bilder öffnen</numerusform>
        </translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>%1 says how it was made. Bring back its board, or use it as a picture?</source>
        <translation>%1 sagt, wie es entstanden ist. Soll das Brett zurückkommen, oder soll es als Bild dienen?</translation>
    </message>
    <message>
        <source>Restore the board</source>
        <translation>Brett wiederherstellen</translation>
    </message>
    <message>
        <source>Use as picture</source>
        <translation>Als Bild verwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>%1 wiederherstellen</translation>
    </message>
    <message>
        <source>The board was restored in part. %1 Drop the pictures that are missing.</source>
        <translation>Das Brett wurde zum Teil wiederhergestellt. %1 Ziehen Sie die fehlenden Bilder hierher.</translation>
    </message>
    <message>
        <source>The board of %1 is back.</source>
        <translation>Das Brett von %1 ist wieder da.</translation>
    </message>
    <message>
        <source>The new board</source>
        <translation>Das neue Brett</translation>
    </message>
    <message>
        <source>%1 has changes that are not saved.</source>
        <translation>%1 hat Änderungen, die nicht gesichert sind.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Don&apos;t save</source>
        <translation>Nicht sichern</translation>
    </message>
    <message>
        <source>Save the board</source>
        <translation>Brett sichern</translation>
    </message>
    <message>
        <source>Boards (*.board)</source>
        <translation>Bretter (*.board)</translation>
    </message>
    <message>
        <source>example.board</source>
        <translation>beispiel.board</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 sichern</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Anderswo sichern…</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 gesichert.</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>Ergebnis sichern</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>JPEG (*.jpg *.jpeg)</source>
        <translation>JPEG (*.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>WebP (*.webp)</source>
        <translation>WebP (*.webp)</translation>
    </message>
    <message>
        <source>result</source>
        <translation>ergebnis</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::EditInspector</name>
    <message>
        <source>Settings of the edit</source>
        <translation>Einstellungen der Bearbeitung</translation>
    </message>
    <message>
        <source>What the example does</source>
        <translation>Was das Beispiel tut</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation>Wie es entstand</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Which settings are shown</source>
        <translation>Welche Einstellungen gezeigt werden</translation>
    </message>
    <message>
        <source>Basic</source>
        <translation>Einfach</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>How many seeds a run tries: this seed, the next one, and so on. You choose among the results.</source>
        <translation>Wie viele Startwerte ein Lauf versucht: diesen, den nächsten und so weiter. Sie wählen unter den Ergebnissen.</translation>
    </message>
    <message>
        <source>Live preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Show the picture in a corner while it is made</source>
        <translation>Das Bild beim Entstehen in einer Ecke zeigen</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::EditPage</name>
    <message>
        <source>Edit by example</source>
        <translation>Nach Beispiel bearbeiten</translation>
    </message>
    <message>
        <source>Picture → result</source>
        <translation>Bild → Ergebnis</translation>
    </message>
    <message>
        <source>How picture and result are compared</source>
        <translation>Wie Bild und Ergebnis verglichen werden</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>Schieber</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Blinken</translation>
    </message>
    <message>
        <source>Difference × 8</source>
        <translation>Unterschied × 8</translation>
    </message>
    <message>
        <source>Show a change once, get it on your picture</source>
        <translation>Eine Änderung zeigen, sie auf dem eigenen Bild bekommen</translation>
    </message>
    <message>
        <source>Drop a picture before and after a change at the left, and below them the picture to change in the same way. Then press Ctrl+Enter.</source>
        <translation>Ziehen Sie links ein Bild vor und nach einer Änderung hinein, darunter das Bild, das ebenso geändert werden soll. Drücken Sie dann Strg+Eingabe.</translation>
    </message>
    <message>
        <source>Fit · %1 %</source>
        <translation>Eingepasst · %1 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message numerus="yes">
        <source> · seed %1 · %n step(s)</source>
        <translation>
            <numerusform> · Startwert %1 · %n Schritt</numerusform>
            <numerusform> · Startwert %1 · %n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Now the picture to change</source>
        <translation>Jetzt das Bild, das geändert werden soll</translation>
    </message>
    <message>
        <source>The example needs two pictures</source>
        <translation>Das Beispiel braucht zwei Bilder</translation>
    </message>
    <message>
        <source>Drop it on the place at the lower left, paste it there, or press Enter on it.</source>
        <translation>Ziehen Sie es auf den Platz links unten, fügen Sie es dort ein, oder drücken Sie darauf die Eingabetaste.</translation>
    </message>
    <message>
        <source>One before the change and one after it, at the left.</source>
        <translation>Eines vor der Änderung und eines danach, links.</translation>
    </message>
    <message>
        <source>result %1</source>
        <translation>Ergebnis %1</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::EditRunner</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Edit by example</source>
        <translation>Nach Beispiel bearbeiten</translation>
    </message>
    <message>
        <source>Apply the explanation</source>
        <translation>Erklärung anwenden</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::EditWorkspace</name>
    <message>
        <source>New board</source>
        <translation>Neues Brett</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Angehalten. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal ausführen</translation>
    </message>
    <message>
        <source>Edited in %1, %2.</source>
        <translation>Bearbeitet in %1, %2.</translation>
    </message>
    <message>
        <source>The example needs a picture before the change.</source>
        <translation>Das Beispiel braucht ein Bild vor der Änderung.</translation>
    </message>
    <message>
        <source>The example needs a picture after the change.</source>
        <translation>Das Beispiel braucht ein Bild nach der Änderung.</translation>
    </message>
    <message>
        <source>There is no picture to change yet.</source>
        <translation>Es gibt noch kein Bild, das geändert werden soll.</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>The clipboard holds no picture. Copy one in another program first.</source>
        <translation>Die Zwischenablage enthält kein Bild. Kopieren Sie zuerst eines in einem anderen Programm.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>action: what it undoes</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Delete all boxes</source>
        <translation>Alle Kästen löschen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>One result, as nothing was left to chance.</source>
        <translation>Ein Ergebnis, da nichts dem Zufall überlassen war.</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ExamplePanel</name>
    <message>
        <source>Example and picture</source>
        <translation>Beispiel und Bild</translation>
    </message>
    <message>
        <source>becomes</source>
        <translation>wird zu</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Open a file: %1</source>
        <translation>Datei öffnen: %1</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear: %1</source>
        <translation>Leeren: %1</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ExplanationPanel</name>
    <message>
        <source>Explanation of the example</source>
        <translation>Erklärung des Beispiels</translation>
    </message>
    <message>
        <source>The example shows no change that could be carried over.</source>
        <translation>Das Beispiel zeigt keine Änderung, die sich übertragen ließe.</translation>
    </message>
    <message>
        <source>No simple steps explain the example; the network painted the change.</source>
        <translation>Keine einfachen Schritte erklären das Beispiel; das Netz hat die Änderung gemalt.</translation>
    </message>
    <message>
        <source>Apply: %1</source>
        <translation>Anwenden: %1</translation>
    </message>
    <message>
        <source>Apply this step</source>
        <translation>Diesen Schritt anwenden</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>Apply “%1”</source>
        <translation>„%1“ anwenden</translation>
    </message>
    <message>
        <source>Leave out “%1”</source>
        <translation>„%1“ weglassen</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::Fp8AmaxStrip</name>
    <message>
        <source>History of amax</source>
        <translation>Verlauf von amax</translation>
    </message>
    <message>
        <source>Step %1: amax %2, scale 2^%3 holds values up to %4</source>
        <translation>Schritt %1: amax %2, Skalierung 2^%3 fasst Werte bis %4</translation>
    </message>
    <message>
        <source>; current scaling, from the amax of the step itself</source>
        <translation>; aktuelle Skalierung, aus dem amax des Schrittes selbst</translation>
    </message>
    <message>
        <source>; from amax %1 of step %2</source>
        <translation>; aus amax %1 von Schritt %2</translation>
    </message>
    <message>
        <source>; the largest amax of its window, most of which was not logged, is %1</source>
        <translation>; das größte amax seines Fensters, das größtenteils nicht aufgezeichnet wurde, ist %1</translation>
    </message>
    <message numerus="yes">
        <source>; unchanged for %Ln step(s)</source>
        <translation>
            <numerusform>; unverändert seit %Ln Schritt</numerusform>
            <numerusform>; unverändert seit %Ln Schritten</numerusform>
        </translation>
    </message>
    <message>
        <source>No amax was logged of this tensor.</source>
        <translation>Von diesem Tensor wurde kein amax aufgezeichnet.</translation>
    </message>
    <message numerus="yes">
        <source>scale unchanged for %Ln step(s)</source>
        <translation>
            <numerusform>Skalierung unverändert seit %Ln Schritt</numerusform>
            <numerusform>Skalierung unverändert seit %Ln Schritten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::Fp8Exponents</name>
    <message>
        <source>Exponents of the values</source>
        <translation>Exponenten der Werte</translation>
    </message>
    <message>
        <source>Step %1, %2 at a scale of 2^%3: underflow %4, overflow %5, subnormal %6</source>
        <translation>Schritt %1, %2 bei einer Skalierung von 2^%3: Unterlauf %4, Überlauf %5, subnormal %6</translation>
    </message>
    <message>
        <source>No exponents were logged of this tensor near this step.</source>
        <translation>Von diesem Tensor wurden nahe diesem Schritt keine Exponenten aufgezeichnet.</translation>
    </message>
    <message>
        <source>underflow ≈ %1 %</source>
        <translation>Unterlauf ≈ %1 %</translation>
    </message>
    <message>
        <source>overflow ≈ %1 %</source>
        <translation>Überlauf ≈ %1 %</translation>
    </message>
    <message>
        <source>zeros %1 %</source>
        <translation>Nullen %1 %</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::Fp8HeatMap</name>
    <message>
        <source>Map of layers by steps</source>
        <translation>Karte der Schichten nach Schritten</translation>
    </message>
    <message>
        <source>Nothing of this kind was logged.</source>
        <translation>Nichts dieser Art wurde aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::Fp8Panel</name>
    <message>
        <source>None of the shown runs has statistics of low precision.
They come from fp8.jsonl of Maquette&apos;s trainer, from Transformer Engine&apos;s inspect logs, and from event files with their tags.</source>
        <translation>Keiner der gezeigten Läufe hat Statistiken niedriger Genauigkeit.
Sie kommen aus fp8.jsonl von Maquettes Trainer, aus den Inspect-Protokollen der Transformer Engine und aus Ereignisdateien mit deren Tags.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Kind of tensor</source>
        <translation>Art des Tensors</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>Was die Karte zeigt</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Headroom by step</source>
        <translation>Spielraum nach Schritten</translation>
    </message>
    <message>
        <source>Alarm above this underflow</source>
        <translation>Alarm über diesem Unterlauf</translation>
    </message>
    <message>
        <source>Alarm above this overflow</source>
        <translation>Alarm über diesem Überlauf</translation>
    </message>
    <message>
        <source>Alarm when a scale stays longer than this</source>
        <translation>Alarm, wenn eine Skalierung länger bleibt</translation>
    </message>
    <message>
        <source>underflow &gt; </source>
        <translation>Unterlauf &gt; </translation>
    </message>
    <message>
        <source>overflow &gt; </source>
        <translation>Überlauf &gt; </translation>
    </message>
    <message>
        <source>stays &gt; </source>
        <translation>bleibt &gt; </translation>
    </message>
    <message>
        <source> steps</source>
        <translation> Schritte</translation>
    </message>
    <message>
        <source>Tensors, the worst first</source>
        <translation>Tensoren, die schlimmsten zuerst</translation>
    </message>
    <message>
        <source>Recipes side by side</source>
        <translation>Verfahren nebeneinander</translation>
    </message>
    <message>
        <source>Distance of scales over ranks</source>
        <translation>Abstand der Skalierungen über die Ränge</translation>
    </message>
    <message>
        <source>Exponents and what FP8 holds</source>
        <translation>Exponenten und was FP8 fasst</translation>
    </message>
    <message>
        <source>Amax and the scale in use</source>
        <translation>Amax und die verwendete Skalierung</translation>
    </message>
    <message>
        <source>Other recipes</source>
        <translation>Andere Verfahren</translation>
    </message>
    <message>
        <source>Over ranks (powers of two)</source>
        <translation>Über die Ränge (Zweierpotenzen)</translation>
    </message>
    <message>
        <source>Rank %1</source>
        <translation>Rang %1</translation>
    </message>
    <message>
        <source>Only one rank was logged.</source>
        <translation>Nur ein Rang wurde aufgezeichnet.</translation>
    </message>
    <message>
        <source>log2 of the largest over the smallest scale</source>
        <translation>log2 der größten zur kleinsten Skalierung</translation>
    </message>
    <message>
        <source>%1 · %2 · step %3</source>
        <translation>%1 · %2 · Schritt %3</translation>
    </message>
    <message>
        <source>Headroom in bits: %1, and the spread over all layers (%2 points)</source>
        <translation>Spielraum in Bit: %1 und die Spanne über alle Schichten (%2 Punkte)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln skipped step(s)</source>
        <translation>
            <numerusform>%Ln übersprungener Schritt</numerusform>
            <numerusform>%Ln übersprungene Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>loss scale %1</source>
        <translation>Verlustskalierung %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln layer(s) warm up</source>
        <translation>
            <numerusform>%Ln Schicht läuft warm</numerusform>
            <numerusform>%Ln Schichten laufen warm</numerusform>
        </translation>
    </message>
    <message>
        <source>warm since step %1</source>
        <translation>warm seit Schritt %1</translation>
    </message>
    <message>
        <source>warm</source>
        <translation>warm</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>Übersprungen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tensor(s) with an alarm</source>
        <translation>
            <numerusform>%Ln Tensor mit Alarm</numerusform>
            <numerusform>%Ln Tensoren mit Alarm</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::GroupPanel</name>
    <message>
        <source>How runs are put together</source>
        <translation>Wie Läufe zusammengefasst werden</translation>
    </message>
    <message>
        <source>Setting that is the same in a group</source>
        <translation>Einstellung, die in einer Gruppe gleich ist</translation>
    </message>
    <message>
        <source>Line of a group</source>
        <translation>Linie einer Gruppe</translation>
    </message>
    <message>
        <source>Band of a group</source>
        <translation>Band einer Gruppe</translation>
    </message>
    <message>
        <source>Every run alone</source>
        <translation>Jeder Lauf für sich</translation>
    </message>
    <message>
        <source>Same setting</source>
        <translation>Gleiche Einstellung</translation>
    </message>
    <message>
        <source>Pattern of names</source>
        <translation>Muster der Namen</translation>
    </message>
    <message>
        <source>Regular expression of names</source>
        <translation>Regulärer Ausdruck für Namen</translation>
    </message>
    <message>
        <source>Runs whose names match with the same text in the first parentheses are a group</source>
        <translation>Läufe, deren Namen passen und in der ersten Klammer denselben Text haben, sind eine Gruppe</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Lowest to highest</source>
        <translation>Kleinster bis größter</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Standardabweichung</translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation>Standardfehler</translation>
    </message>
    <message>
        <source>95 % of the mean</source>
        <translation>95 % des Mittels</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Band</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::HyperPanel</name>
    <message>
        <source>Metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>Which value of the metric</source>
        <translation>Welcher Wert der Metrik</translation>
    </message>
    <message>
        <source>last</source>
        <translation>letzter</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>kleinster</translation>
    </message>
    <message>
        <source>highest</source>
        <translation>größter</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>Alle behalten</translation>
    </message>
    <message>
        <source>Take the ranges of all axes away</source>
        <translation>Die Bereiche aller Achsen aufheben</translation>
    </message>
    <message>
        <source>Parallel coordinates of settings and metric</source>
        <translation>Parallele Koordinaten von Einstellungen und Metrik</translation>
    </message>
    <message>
        <source>Setting on the x axis of the scatter plot</source>
        <translation>Einstellung auf der x-Achse des Streudiagramms</translation>
    </message>
    <message>
        <source>Metric over a setting</source>
        <translation>Metrik über einer Einstellung</translation>
    </message>
    <message>
        <source>Settings by the strength of their relation to the metric</source>
        <translation>Einstellungen nach der Stärke ihres Zusammenhangs mit der Metrik</translation>
    </message>
    <message>
        <source>There is nothing to compare yet: it takes two shown runs whose settings differ and a metric that both have. Settings come from add_hparams(), configuration files and stores.</source>
        <translation>Noch ist nichts zu vergleichen: Es braucht zwei gezeigte Läufe mit verschiedenen Einstellungen und eine Metrik, die beide haben. Einstellungen kommen aus add_hparams(), Konfigurationsdateien und Ablagen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s) in all ranges</source>
        <translation>
            <numerusform>%1 von %n Lauf in allen Bereichen</numerusform>
            <numerusform>%1 von %n Läufen in allen Bereichen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::JobsBar</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Fortschritt von %1</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>hält an</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::LookPanel</name>
    <message>
        <source>Size of points</source>
        <translation>Größe der Punkte</translation>
    </message>
    <message>
        <source>Larger when near</source>
        <translation>In der Nähe größer</translation>
    </message>
    <message>
        <source>Eye-dome lighting</source>
        <translation>EDL-Schattierung</translation>
    </message>
    <message>
        <source>Strength of the eye-dome lighting</source>
        <translation>Stärke der EDL-Schattierung</translation>
    </message>
    <message>
        <source>Radius of the eye-dome lighting in pixels</source>
        <translation>Radius der EDL-Schattierung in Pixeln</translation>
    </message>
    <message>
        <source>Background…</source>
        <translation>Hintergrund…</translation>
    </message>
    <message>
        <source>Color behind the points</source>
        <translation>Farbe hinter den Punkten</translation>
    </message>
    <message>
        <source>Point size</source>
        <translation>Punktgröße</translation>
    </message>
    <message>
        <source>Points grow with their nearness, so that surfaces are closed</source>
        <translation>Punkte wachsen mit ihrer Nähe, sodass Flächen sich schließen</translation>
    </message>
    <message>
        <source>Darkens points behind edges, so that shapes stand out</source>
        <translation>Dunkelt Punkte hinter Kanten ab, sodass Formen hervortreten</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Views that were kept</source>
        <translation>Gemerkte Ansichten</translation>
    </message>
    <message>
        <source>Press Enter or double-click to go to a view</source>
        <translation>Eingabetaste oder Doppelklick führt zu einer Ansicht</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Merken</translation>
    </message>
    <message>
        <source>Keep this view in the list</source>
        <translation>Diese Ansicht in der Liste merken</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the chosen view from the list</source>
        <translation>Die gewählte Ansicht aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy this view as one line of text</source>
        <translation>Diese Ansicht als eine Zeile Text kopieren</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Go to the view on the clipboard</source>
        <translation>Zur Ansicht in der Zwischenablage gehen</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>View %1</source>
        <translation>Ansicht %1</translation>
    </message>
    <message>
        <source>The view is on the clipboard.</source>
        <translation>Die Ansicht ist in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::MediaPanel</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Runs side by side</source>
        <translation>Läufe nebeneinander</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 von %3</translation>
    </message>
    <message>
        <source>Precision over recall</source>
        <translation>Genauigkeit über Trefferquote</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>What is shown: pictures, histograms, PR curves, clips, meshes or tensors</source>
        <translation>Was gezeigt wird: Bilder, Histogramme, PR-Kurven, Aufnahmen, Netze oder Tensoren</translation>
    </message>
    <message>
        <source>No shown run has pictures, histograms, PR curves, clips, meshes or tensors. Trainings write them with add_image(), add_histogram(), add_pr_curve(), add_audio(), add_mesh() and add_tensor() of TensorBoard.</source>
        <translation>Kein gezeigter Lauf hat Bilder, Histogramme, PR-Kurven, Aufnahmen, Netze oder Tensoren. Trainings schreiben sie mit add_image(), add_histogram(), add_pr_curve(), add_audio(), add_mesh() und add_tensor() von TensorBoard.</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>%1 is written.</source>
        <translation>%1 ist geschrieben.</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::MemoryBars</name>
    <message>
        <source>Memory by class</source>
        <translation>Speicher nach Klasse</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::MemoryLevelModel</name>
    <message>
        <source>BF16, FP32 states</source>
        <translation>BF16, Zustände in FP32</translation>
    </message>
    <message>
        <source>BF16 and its copy</source>
        <translation>BF16 und seine Kopie</translation>
    </message>
    <message>
        <source>FP16, FP32 states</source>
        <translation>FP16, Zustände in FP32</translation>
    </message>
    <message>
        <source>Transformer Engine</source>
        <translation>Transformer Engine</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Vergleichswert</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Bytes a parameter</source>
        <translation>Byte je Parameter</translation>
    </message>
    <message>
        <source>Model states</source>
        <translation>Modellzustände</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::MemoryModel</name>
    <message>
        <source>Model states</source>
        <translation>Modellzustände</translation>
    </message>
    <message>
        <source>All of the above</source>
        <translation>Alles davon</translation>
    </message>
    <message>
        <source>Peak within a step</source>
        <translation>Spitze in einem Schritt</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Berechnet</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Bytes a parameter</source>
        <translation>Byte je Parameter</translation>
    </message>
    <message>
        <source>Least of ranks</source>
        <translation>Kleinster Rang</translation>
    </message>
    <message>
        <source>Most of ranks</source>
        <translation>Größter Rang</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::MemoryPanel</name>
    <message>
        <source>Model states only</source>
        <translation>Nur Modellzustände</translation>
    </message>
    <message>
        <source>None of the shown runs has a memory ledger.
Maquette&apos;s trainer writes one to memory.jsonl.</source>
        <translation>Keiner der gezeigten Läufe hat eine Speicherbilanz.
Maquettes Trainer schreibt eine in memory.jsonl.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Memory by class</source>
        <translation>Speicher nach Klasse</translation>
    </message>
    <message>
        <source>Levels of precision side by side, computed</source>
        <translation>Stufen der Genauigkeit nebeneinander, berechnet</translation>
    </message>
    <message>
        <source>Rank %1</source>
        <translation>Rang %1</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Berechnet</translation>
    </message>
    <message>
        <source>%1 (computed)</source>
        <translation>%1 (berechnet)</translation>
    </message>
    <message>
        <source>the baseline</source>
        <translation>der Vergleichswert</translation>
    </message>
    <message>
        <source>Model states: %1 % less than %2 (%3 measured, %4 computed)</source>
        <translation>Modellzustände: %1 % weniger als %2 (%3 gemessen, %4 berechnet)</translation>
    </message>
    <message>
        <source>Model states: %1 % more than %2 (%3 measured, %4 computed)</source>
        <translation>Modellzustände: %1 % mehr als %2 (%3 gemessen, %4 berechnet)</translation>
    </message>
    <message>
        <source>Model states: %1 % less than %2 (%3, %4, both computed)</source>
        <translation>Modellzustände: %1 % weniger als %2 (%3, %4, beide berechnet)</translation>
    </message>
    <message>
        <source>Model states: %1 % more than %2 (%3, %4, both computed)</source>
        <translation>Modellzustände: %1 % mehr als %2 (%3, %4, beide berechnet)</translation>
    </message>
    <message>
        <source>Step %1 on %2, %3 parameters, %4 of them in linear layers</source>
        <translation>Schritt %1 auf %2, %3 Parameter, davon %4 in linearen Schichten</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::MeshCell</name>
    <message numerus="yes">
        <source>%Ln point(s)</source>
        <translation>
            <numerusform>%Ln Punkt</numerusform>
            <numerusform>%Ln Punkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln triangle(s)</source>
        <translation>
            <numerusform>%Ln Dreieck</numerusform>
            <numerusform>%Ln Dreiecke</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln triangle(s) of points that are not there</source>
        <translation>
            <numerusform>%Ln Dreieck mit Punkten, die es nicht gibt</numerusform>
            <numerusform>%Ln Dreiecke mit Punkten, die es nicht gibt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::MeshView</name>
    <message>
        <source>Drag or arrow keys: turn. Wheel or + and −: enlarge. Home or double click: as at first.</source>
        <translation>Ziehen oder Pfeiltasten: drehen. Rad oder + und −: vergrößern. Pos1 oder Doppelklick: wie am Anfang.</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::MessageBar</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Einzelheiten zeigen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy this message</source>
        <translation>Diese Meldung kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ParallelView</name>
    <message>
        <source>Drag along an axis to keep the runs in that range; click the axis to keep all</source>
        <translation>Entlang einer Achse ziehen behält die Läufe in diesem Bereich; ein Klick auf die Achse behält alle</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ParameterForm</name>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Zurück zur Voreinstellung</translation>
    </message>
    <message>
        <source>Choose at random</source>
        <translation>Zufällig wählen</translation>
    </message>
    <message>
        <source>Choose %1 at random</source>
        <translation>%1 zufällig wählen</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Choose a file: %1</source>
        <translation>Datei wählen: %1</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::PickedModel</name>
    <message>
        <source>%1 (%2)</source>
        <comment>class name, id</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Point %1</source>
        <translation>Punkt %1</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>x</source>
        <translation>x</translation>
    </message>
    <message>
        <source>y</source>
        <translation>y</translation>
    </message>
    <message>
        <source>z</source>
        <translation>z</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Color</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Wahrheit</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::PickedPanel</name>
    <message>
        <source>Click a point with the tool Pick. Shift+click adds another; distances are from one to the next.</source>
        <translation>Klicken Sie mit dem Werkzeug „Punkte abfragen“ auf einen Punkt. Umschalt+Klick fügt einen weiteren hinzu; Abstände gelten von einem zum nächsten.</translation>
    </message>
    <message>
        <source>Picked points</source>
        <translation>Abgefragte Punkte</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the chosen point (Delete)</source>
        <translation>Den gewählten Punkt entfernen (Entf)</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RenderDialog</name>
    <message>
        <source>Save a turntable</source>
        <translation>Drehtisch-Video sichern</translation>
    </message>
    <message>
        <source>Save a picture</source>
        <translation>Bild sichern</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Pictures of the turn</source>
        <translation>Bilder der Drehung</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>Scale bar</source>
        <translation>Maßstab</translation>
    </message>
    <message>
        <source>Names of the panes</source>
        <translation>Namen der Teilbilder</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save nothing</source>
        <translation>Nichts sichern</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Sichern…</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ResultPanel</name>
    <message>
        <source>How the result was made</source>
        <translation>Wie das Ergebnis entstand</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy how the result was made</source>
        <translation>Kopieren, wie das Ergebnis entstand</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>PSNR of After, rebuilt from Before, over all pixels; 50 dB at most.</source>
        <translation>PSNR von Nachher, nachgebaut aus Vorher, über alle Pixel; höchstens 50 dB.</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>This edit was probably not understood.</source>
        <translation>Diese Bearbeitung wurde wahrscheinlich nicht verstanden.</translation>
    </message>
    <message>
        <source>Try an example whose two pictures fit each other pixel by pixel, draw boxes around what changes, or choose another seed.</source>
        <translation>Versuchen Sie ein Beispiel, dessen beide Bilder Pixel für Pixel zusammenpassen, zeichnen Sie Kästen um das, was sich ändert, oder wählen Sie einen anderen Startwert.</translation>
    </message>
    <message>
        <source>left unchanged</source>
        <translation>unverändert gelassen</translation>
    </message>
    <message>
        <source>explanation alone</source>
        <translation>nur Erklärung</translation>
    </message>
    <message>
        <source>explanation and network, whole picture</source>
        <translation>Erklärung und Netz, ganzes Bild</translation>
    </message>
    <message>
        <source>explanation and network, native tiles</source>
        <translation>Erklärung und Netz, native Kacheln</translation>
    </message>
    <message>
        <source>Rebuilds the example at %1 dB.</source>
        <translation>Baut das Beispiel mit %1 dB nach.</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Weise</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Explaining</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>Malen</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>Insgesamt</translation>
    </message>
    <message>
        <source>network alone, whole picture</source>
        <translation>nur Netz, ganzes Bild</translation>
    </message>
    <message>
        <source>network alone, native tiles</source>
        <translation>nur Netz, native Kacheln</translation>
    </message>
    <message>
        <source>%1 % of the picture has colors that the example does not show; there the change is a guess.</source>
        <translation>%1 % des Bildes haben Farben, die das Beispiel nicht zeigt; dort ist die Änderung geraten.</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RidgeView</name>
    <message>
        <source>step %1: %2 to %3</source>
        <translation>Schritt %1: %2 bis %3</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RoomBrowser</name>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Close the list of rooms</source>
        <translation>Liste der Räume schließen</translation>
    </message>
    <message>
        <source>Rooms; Enter opens one</source>
        <translation>Räume; die Eingabetaste öffnet einen</translation>
    </message>
    <message>
        <source>Count %1</source>
        <translation>%1 auszählen</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RoomModel</name>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>class %1</source>
        <translation>Klasse %1</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message numerus="yes">
        <source>%Ln point(s) without labels</source>
        <translation>
            <numerusform>%Ln Punkt ohne Klasse</numerusform>
            <numerusform>%Ln Punkte ohne Klassen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunChart</name>
    <message>
        <source>Chart of %1</source>
        <translation>Diagramm von %1</translation>
    </message>
    <message>
        <source>Pin %1</source>
        <translation>%1 anheften</translation>
    </message>
    <message>
        <source>Keep this chart at the top</source>
        <translation>Dieses Diagramm oben halten</translation>
    </message>
    <message>
        <source>What can be done with %1</source>
        <translation>Was mit %1 möglich ist</translation>
    </message>
    <message>
        <source>Export, zoom, order</source>
        <translation>Export, Ausschnitt, Reihenfolge</translation>
    </message>
    <message>
        <source>Lines of %1</source>
        <translation>Linien von %1</translation>
    </message>
    <message>
        <source>%1 of %2 points</source>
        <translation>%1 von %2 Punkten</translation>
    </message>
    <message>
        <source> · %1 without x</source>
        <translation> · %1 ohne x</translation>
    </message>
    <message>
        <source> · zoomed</source>
        <translation> · Ausschnitt</translation>
    </message>
    <message numerus="yes">
        <source>The lines go through %1 points. %2 lie in the part that is shown, %3 in all of %n run(s); no pixel would differ if all were drawn.</source>
        <translation>
            <numerusform>Die Linien gehen durch %1 Punkte. %2 liegen im gezeigten Teil, %3 insgesamt in %n Lauf; würden alle gezeichnet, wäre kein Pixel anders.</numerusform>
            <numerusform>Die Linien gehen durch %1 Punkte. %2 liegen im gezeigten Teil, %3 insgesamt in %n Läufen; würden alle gezeichnet, wäre kein Pixel anders.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Move forward</source>
        <translation>Nach vorn</translation>
    </message>
    <message>
        <source>Move back</source>
        <translation>Nach hinten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>group (how many runs)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunDetailModel</name>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunDetails</name>
    <message>
        <source>Settings of the run</source>
        <translation>Einstellungen des Laufs</translation>
    </message>
    <message>
        <source>Mark a run in the table, or click its line.</source>
        <translation>Markieren Sie einen Lauf in der Tabelle, oder klicken Sie auf seine Linie.</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n Punkt</numerusform>
            <numerusform>%n Punkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunTableModel</name>
    <message>
        <source>%1 (%2)</source>
        <comment>value of a group (how many runs)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Shown; click to hide</source>
        <translation>Gezeigt; ein Klick blendet aus</translation>
    </message>
    <message>
        <source>Hidden; click to show</source>
        <translation>Ausgeblendet; ein Klick zeigt</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>gezeigt</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>ausgeblendet</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Last value of %1</source>
        <translation>Letzter Wert von %1</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunsDemoRunner</name>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>No temporary folder could be made.</source>
        <translation>Es ließ sich kein vorläufiger Ordner anlegen.</translation>
    </message>
    <message>
        <source>The training “%1” ended with code %2.</source>
        <translation>Das Training „%1“ endete mit Code %2.</translation>
    </message>
    <message>
        <source>The training “%1” could not be started.</source>
        <translation>Das Training „%1“ ließ sich nicht starten.</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunsInspector</name>
    <message>
        <source>Axes, smoothing, groups and the marked run</source>
        <translation>Achsen, Glättung, Gruppen und der markierte Lauf</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Axes</source>
        <translation>Achsen</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>None of the alarms below is raised by a shown run.</source>
        <translation>Kein gezeigter Lauf löst einen der Alarme unten aus.</translation>
    </message>
    <message>
        <source>What there are alarms for</source>
        <translation>Wofür es Alarme gibt</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Watch trainings and compare them</source>
        <translation>Trainings verfolgen und vergleichen</translation>
    </message>
    <message>
        <source>Drop a folder with logs here: event files of TensorBoard, offline runs of Weights &amp; Biases, stores of MLflow, CSV and JSON lines. Nothing is written there, no point is left out, and what is still training is followed. The demo trains two small language models side by side.</source>
        <translation>Legen Sie hier einen Ordner mit Protokollen ab: Ereignisdateien von TensorBoard, Offline-Läufe von Weights &amp; Biases, Ablagen von MLflow, CSV und JSON-Zeilen. Dort wird nichts geschrieben, kein Punkt ausgelassen, und was noch trainiert, wird verfolgt. Die Demo trainiert zwei kleine Sprachmodelle nebeneinander.</translation>
    </message>
    <message>
        <source>Runs beside panels</source>
        <translation>Läufe neben den Ansichten</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>More panels</source>
        <translation>Weitere Ansichten</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Columns of charts</source>
        <translation>Spalten von Diagrammen</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s) shown</source>
        <translation>
            <numerusform>%1 von %n Lauf gezeigt</numerusform>
            <numerusform>%1 von %n Läufen gezeigt</numerusform>
        </translation>
    </message>
    <message>
        <source>reading %1 of %2 files</source>
        <translation>Datei %1 von %2 wird gelesen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunsSide</name>
    <message>
        <source>Runs and tags</source>
        <translation>Läufe und Tags</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Runs above tags</source>
        <translation>Läufe über Tags</translation>
    </message>
    <message>
        <source>Filter of runs</source>
        <translation>Filter der Läufe</translation>
    </message>
    <message>
        <source>Filter: status = running and lr &lt; 0.01</source>
        <translation>Filter: status = running and lr &lt; 0.01</translation>
    </message>
    <message>
        <source>Conditions on name, status, duration, settings and metrics with and, or, not, = != &lt; &gt; &lt;= &gt;= ~ in (…); min(), max(), mean(), first() and last() of a metric</source>
        <translation>Bedingungen an name, status, duration, Einstellungen und Metriken mit and, or, not, = != &lt; &gt; &lt;= &gt;= ~ in (…); min(), max(), mean(), first() und last() einer Metrik</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>Column by which runs are grouped</source>
        <translation>Spalte, nach der Läufe gruppiert werden</translation>
    </message>
    <message>
        <source>Search for tags</source>
        <translation>Nach Tags suchen</translation>
    </message>
    <message>
        <source>Search tags</source>
        <translation>Tags suchen</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Kind of tags</source>
        <translation>Art der Tags</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Take away %1</source>
        <translation>%1 wegnehmen</translation>
    </message>
    <message>
        <source>Take this folder away; its files stay</source>
        <translation>Diesen Ordner wegnehmen; seine Dateien bleiben</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Character %1: %2</source>
        <translation>Zeichen %1: %2</translation>
    </message>
    <message>
        <source>Color of the run</source>
        <translation>Farbe des Laufs</translation>
    </message>
    <message>
        <source>What can be done with the run</source>
        <translation>Was mit dem Lauf möglich ist</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Show alone</source>
        <translation>Allein zeigen</translation>
    </message>
    <message>
        <source>Color…</source>
        <translation>Farbe…</translation>
    </message>
    <message>
        <source>Color of the palette</source>
        <translation>Farbe der Palette</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>What can be done with the tag</source>
        <translation>Was mit dem Tag möglich ist</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::RunsWorkspace</name>
    <message>
        <source>Open a folder with runs</source>
        <translation>Ordner mit Läufen öffnen</translation>
    </message>
    <message>
        <source>Export the chart of %1</source>
        <translation>Diagramm von %1 exportieren</translation>
    </message>
    <message>
        <source>All points (*.csv)</source>
        <translation>Alle Punkte (*.csv)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>%1 is written.</source>
        <translation>%1 ist geschrieben.</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ScoreModel</name>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>IoU %</source>
        <comment>column of percents</comment>
        <translation>IoU %</translation>
    </message>
    <message>
        <source>Acc. %</source>
        <translation>Acc. %</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Wahrheit</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::ScorePanel</name>
    <message>
        <source>Scores of each class</source>
        <translation>Bewertung jeder Klasse</translation>
    </message>
    <message>
        <source>Only selected points</source>
        <translation>Nur ausgewählte Punkte</translation>
    </message>
    <message>
        <source>Show and count only the selected points</source>
        <translation>Nur die ausgewählten Punkte zeigen und zählen</translation>
    </message>
    <message>
        <source>Classes that do not occur</source>
        <translation>Klassen, die nicht vorkommen</translation>
    </message>
    <message>
        <source>What the means do with classes that are neither in truth nor in prediction</source>
        <translation>Wie die Mittel Klassen behandeln, die weder in der Wahrheit noch in der Vorhersage vorkommen</translation>
    </message>
    <message>
        <source>Absent classes: 100 %, as official</source>
        <translation>Fehlende Klassen: 100 %, wie offiziell</translation>
    </message>
    <message>
        <source>Absent classes: left out of means</source>
        <translation>Fehlende Klassen: nicht gemittelt</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy scores and matrix as text</source>
        <translation>Bewertung und Matrix als Text kopieren</translation>
    </message>
    <message>
        <source>Save CSV…</source>
        <translation>CSV sichern…</translation>
    </message>
    <message>
        <source>Save scores and matrix as a table</source>
        <translation>Bewertung und Matrix als Tabelle sichern</translation>
    </message>
    <message>
        <source>OA</source>
        <translation>OA</translation>
    </message>
    <message>
        <source>Overall accuracy: the share of points that are right</source>
        <translation>Gesamtgenauigkeit: der Anteil der Punkte, die richtig sind</translation>
    </message>
    <message>
        <source>mAcc</source>
        <translation>mAcc</translation>
    </message>
    <message>
        <source>Mean of the accuracies of the classes</source>
        <translation>Mittel der Genauigkeiten der Klassen</translation>
    </message>
    <message>
        <source>mIoU</source>
        <translation>mIoU</translation>
    </message>
    <message>
        <source>Mean intersection over union of the classes</source>
        <translation>Mittel von Schnitt durch Vereinigung der Klassen</translation>
    </message>
    <message>
        <source>Confusion matrix: rows are the truth, columns the prediction</source>
        <translation>Verwechslungsmatrix: Zeilen sind die Wahrheit, Spalten die Vorhersage</translation>
    </message>
    <message>
        <source>Scores and matrix are on the clipboard.</source>
        <translation>Bewertung und Matrix sind in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Save the scores</source>
        <translation>Bewertung sichern</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>scores.csv</source>
        <translation>bewertung.csv</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 gesichert.</translation>
    </message>
    <message>
        <source>Scores compare a prediction with the truth.</source>
        <translation>Die Bewertung vergleicht eine Vorhersage mit der Wahrheit.</translation>
    </message>
    <message>
        <source>Scores need the truth. Open a file with it, or label points.</source>
        <translation>Die Bewertung braucht die Wahrheit. Öffnen Sie eine Datei mit ihr, oder beschriften Sie Punkte.</translation>
    </message>
    <message>
        <source>Scores need a prediction. Segment the cloud, or open a file with one.</source>
        <translation>Die Bewertung braucht eine Vorhersage. Segmentieren Sie die Punktwolke, oder öffnen Sie eine Datei mit einer.</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>, %1 of no class left out</source>
        <translation>, %1 ohne Klasse weggelassen</translation>
    </message>
    <message>
        <source>Shown: truth %1, prediction %2. Click the cell again for all points.</source>
        <translation>Gezeigt: Wahrheit %1, Vorhersage %2. Klicken Sie noch einmal auf die Zelle, um alle Punkte zu sehen.</translation>
    </message>
    <message>
        <source>Percent of the truth in each row. Click a cell to show only its points.</source>
        <translation>Prozent der Wahrheit in jeder Zeile. Klicken Sie auf eine Zelle, um nur ihre Punkte zu zeigen.</translation>
    </message>
    <message>
        <source>Truth and prediction are of different classes. Choose the table that both are of.</source>
        <translation>Wahrheit und Vorhersage haben verschiedene Klassen. Wählen Sie die Tabelle, aus der beide stammen.</translation>
    </message>
    <message numerus="yes">
        <source>Counted: %1; %Ln point(s)</source>
        <translation>
            <numerusform>Gezählt: %1; %Ln Punkt</numerusform>
            <numerusform>Gezählt: %1; %Ln Punkte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::Section</name>
    <message>
        <source>Open or close this part</source>
        <translation>Diesen Teil öffnen oder schließen</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::SegmentPanel</name>
    <message>
        <source>Trained on: %1</source>
        <translation>Trainiert auf: %1</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmentieren</translation>
    </message>
    <message>
        <source>Find the class of each point with PointNeXt</source>
        <translation>Die Klasse jedes Punkts mit PointNeXt bestimmen</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>Alle Einstellungen</translation>
    </message>
    <message>
        <source>Show channels, radius, memory limit and seed, too</source>
        <translation>Auch Kanäle, Radius, Speichergrenze und Startwert zeigen</translation>
    </message>
    <message>
        <source>Weights (*.pth *.pt *.safetensors);;All files (*)</source>
        <translation>Gewichte (*.pth *.pt *.safetensors);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The model that comes with the program is not there. Choose a file of weights.</source>
        <translation>Das mitgelieferte Modell ist nicht da. Wählen Sie eine Datei mit Gewichten.</translation>
    </message>
    <message>
        <source>Plan the run</source>
        <translation>Lauf planen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Open a cloud first.</source>
        <translation>Öffnen Sie zuerst eine Punktwolke.</translation>
    </message>
    <message>
        <source>The model that comes with the program is missing, so nothing can be segmented yet. Choose a file of weights under Segment.</source>
        <translation>Das mitgelieferte Modell fehlt, daher lässt sich noch nichts segmentieren. Wählen Sie unter „Segmentieren“ eine Datei mit Gewichten.</translation>
    </message>
    <message>
        <source>Segment %1</source>
        <translation>%1 segmentieren</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Angehalten. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal ausführen</translation>
    </message>
    <message>
        <source>Segmented in %1.</source>
        <translation>Segmentiert in %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n channel(s): %1</source>
        <translation>
            <numerusform>%n Kanal: %1</numerusform>
            <numerusform>%n Kanäle: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es), first ball %1 m, voxels of %2 m</source>
        <translation>
            <numerusform>%n Klasse, erste Kugel %1 m, Voxel von %2 m</numerusform>
            <numerusform>%n Klassen, erste Kugel %1 m, Voxel von %2 m</numerusform>
        </translation>
    </message>
    <message>
        <source>Points: %1, in each pass %2 · passes: %3 · tiles of each: %4 · memory: at most %5</source>
        <translation>Punkte: %1, je Durchgang %2 · Durchgänge: %3 · Kacheln je Durchgang: %4 · Speicher: höchstens %5</translation>
    </message>
    <message>
        <source>The labels are not known to be classes of the network (%1), so nothing is scored. Its classes were added to the table; those of one name are one.</source>
        <translation>Es ist nicht bekannt, dass die Klassen der Wahrheit die des Netzes sind (%1), darum wird nichts bewertet. Die Klassen des Netzes stehen nun mit in der Tabelle; gleichnamige sind eine.</translation>
    </message>
    <message>
        <source>They are classes of %1</source>
        <translation>Es sind Klassen von %1</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::SelectionPanel</name>
    <message>
        <source>Class for the selection</source>
        <translation>Klasse für die Auswahl</translation>
    </message>
    <message>
        <source>The class that Relabel gives to the selected points</source>
        <translation>Die Klasse, die „Neu beschriften“ den ausgewählten Punkten gibt</translation>
    </message>
    <message>
        <source>Drag a rectangle or a lasso over points. Shift adds, Ctrl takes away.</source>
        <translation>Ziehen Sie ein Rechteck oder ein Lasso über Punkte. Umschalt fügt hinzu, Strg nimmt weg.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln point(s) selected.</source>
        <translation>
            <numerusform>%1 von %Ln Punkt ausgewählt.</numerusform>
            <numerusform>%1 von %Ln Punkten ausgewählt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::SlotView</name>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Drop a picture as it was before the change</source>
        <translation>Ziehen Sie ein Bild herein, wie es vor der Änderung war</translation>
    </message>
    <message>
        <source>Drop the same picture after the change</source>
        <translation>Ziehen Sie dasselbe Bild nach der Änderung herein</translation>
    </message>
    <message>
        <source>Drop the picture to change in the same way</source>
        <translation>Ziehen Sie das Bild herein, das ebenso geändert werden soll</translation>
    </message>
    <message>
        <source>Draw a box</source>
        <translation>Kasten zeichnen</translation>
    </message>
    <message>
        <source>Move a box</source>
        <translation>Kasten bewegen</translation>
    </message>
    <message>
        <source>Resize a box</source>
        <translation>Kastengröße ändern</translation>
    </message>
    <message>
        <source>Delete a box</source>
        <translation>Kasten löschen</translation>
    </message>
    <message>
        <source>Box %1: %2, %3 · %4 × %5 px</source>
        <translation>Kasten %1: %2, %3 · %4 × %5 px</translation>
    </message>
    <message numerus="yes">
        <source>%n box(es)</source>
        <translation>
            <numerusform>%n Kasten</numerusform>
            <numerusform>%n Kästen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::SmoothingPanel</name>
    <message>
        <source>Kind of smoothing</source>
        <translation>Art der Glättung</translation>
    </message>
    <message>
        <source>Amount of smoothing</source>
        <translation>Stärke der Glättung</translation>
    </message>
    <message>
        <source>What stands behind a smoothed line</source>
        <translation>Was hinter einer geglätteten Linie steht</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>TensorBoard&apos;s mean</source>
        <translation>Mittel von TensorBoard</translation>
    </message>
    <message>
        <source>Aim&apos;s mean</source>
        <translation>Mittel von Aim</translation>
    </message>
    <message>
        <source>Time-weighted mean</source>
        <translation>Zeitgewichtetes Mittel</translation>
    </message>
    <message>
        <source>Moving average</source>
        <translation>Gleitendes Mittel</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>Gauß</translation>
    </message>
    <message>
        <source>Raw line</source>
        <translation>Rohe Linie</translation>
    </message>
    <message>
        <source>Envelope</source>
        <translation>Hüllkurve</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Dahinter</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::SoundCell</name>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message numerus="yes">
        <source>%Ln channel(s)</source>
        <translation>
            <numerusform>%Ln Kanal</numerusform>
            <numerusform>%Ln Kanäle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) that are no WAV file</source>
        <translation>
            <numerusform>%Ln Byte, das keine WAV-Datei ist</numerusform>
            <numerusform>%Ln Bytes, die keine WAV-Datei sind</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the clip</source>
        <translation>Aufnahme speichern</translation>
    </message>
    <message>
        <source>Sounds (*.wav)</source>
        <translation>Klänge (*.wav)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>clip.wav</source>
        <translation>aufnahme.wav</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>aufnahme</translation>
    </message>
    <message>
        <source>Save as WAV…</source>
        <translation>Als WAV speichern …</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Save the clip as it was logged</source>
        <translation>Aufnahme so speichern, wie sie aufgezeichnet wurde</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::StepBar</name>
    <message>
        <source>%1 (%2)</source>
        <comment>tag (its kind)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::SystemPanel</name>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Process to follow, with all that it started</source>
        <translation>Beobachteter Prozess mit allen, die er gestartet hat</translation>
    </message>
    <message>
        <source>process </source>
        <translation>Prozess </translation>
    </message>
    <message>
        <source>Processors (%)</source>
        <translation>Prozessoren (%)</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>alle zusammen</translation>
    </message>
    <message>
        <source>busiest</source>
        <translation>am stärksten belastet</translation>
    </message>
    <message>
        <source>Memory (GiB)</source>
        <translation>Speicher (GiB)</translation>
    </message>
    <message>
        <source>used</source>
        <translation>belegt</translation>
    </message>
    <message>
        <source>there is</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>swap used</source>
        <translation>Auslagerung belegt</translation>
    </message>
    <message>
        <source>Process: processors kept busy</source>
        <translation>Prozess: ausgelastete Prozessoren</translation>
    </message>
    <message>
        <source>processors</source>
        <translation>Prozessoren</translation>
    </message>
    <message>
        <source>Process: memory (GiB)</source>
        <translation>Prozess: Speicher (GiB)</translation>
    </message>
    <message>
        <source>resident</source>
        <translation>im Speicher</translation>
    </message>
    <message>
        <source>Disks (MiB a second)</source>
        <translation>Platten (MiB je Sekunde)</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>written</source>
        <translation>geschrieben</translation>
    </message>
    <message>
        <source>Network (MiB a second)</source>
        <translation>Netz (MiB je Sekunde)</translation>
    </message>
    <message>
        <source>received</source>
        <translation>empfangen</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>GPU %1: %2</source>
        <translation>GPU %1: %2</translation>
    </message>
    <message>
        <source>GPU use (%)</source>
        <translation>GPU-Auslastung (%)</translation>
    </message>
    <message>
        <source>GPU memory (GiB)</source>
        <translation>GPU-Speicher (GiB)</translation>
    </message>
    <message>
        <source>GPU power (W)</source>
        <translation>GPU-Leistung (W)</translation>
    </message>
    <message>
        <source>GPU temperature (°C)</source>
        <translation>GPU-Temperatur (°C)</translation>
    </message>
    <message>
        <source>GPU clock (MHz)</source>
        <translation>GPU-Takt (MHz)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln processor(s)</source>
        <translation>
            <numerusform>%Ln Prozessor</numerusform>
            <numerusform>%Ln Prozessoren</numerusform>
        </translation>
    </message>
    <message>
        <source>load %1</source>
        <translation>Last %1</translation>
    </message>
    <message>
        <source>there is no process %1</source>
        <translation>es gibt keinen Prozess %1</translation>
    </message>
    <message>
        <source>no NVIDIA GPU: %1</source>
        <translation>keine NVIDIA-GPU: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln GPU(s), driver %1</source>
        <translation>
            <numerusform>%Ln GPU, Treiber %1</numerusform>
            <numerusform>%Ln GPUs, Treiber %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1: not told</source>
        <translation>%1: unbekannt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>GPU %1, process %2: %3</source>
        <translation>GPU %1, Prozess %2: %3</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>unbekannt</translation>
    </message>
    <message numerus="yes">
        <source>GPU %1: %Ln more process(es)</source>
        <translation>
            <numerusform>GPU %1: %Ln weiterer Prozess</numerusform>
            <numerusform>GPU %1: %Ln weitere Prozesse</numerusform>
        </translation>
    </message>
    <message>
        <source>Number of the process</source>
        <translation>Nummer des Prozesses</translation>
    </message>
    <message>
        <source>The process that trains</source>
        <translation>Der Prozess, der trainiert</translation>
    </message>
    <message>
        <source>%1: process %2</source>
        <comment>run: number</comment>
        <translation>%1: Prozess %2</translation>
    </message>
    <message>
        <source>Another process…</source>
        <translation>Anderer Prozess …</translation>
    </message>
    <message>
        <source>No process</source>
        <translation>Kein Prozess</translation>
    </message>
    <message>
        <source>no process of this machine writes a shown run</source>
        <translation>kein Prozess dieses Rechners schreibt einen gezeigten Lauf</translation>
    </message>
    <message>
        <source>process %1</source>
        <translation>Prozess %1</translation>
    </message>
    <message>
        <source>process %1 (%2), which writes %3</source>
        <translation>Prozess %1 (%2), der %3 schreibt</translation>
    </message>
    <message numerus="yes">
        <source>%1, and %Ln more that it started</source>
        <translation>
            <numerusform>%1 und %Ln weiterer, den er gestartet hat</numerusform>
            <numerusform>%1 und %Ln weitere, die er gestartet hat</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>maquette::widgets::TagModel</name>
    <message>
        <source>scalar</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>audio</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>PR curve</source>
        <translation>PR-Kurve</translation>
    </message>
    <message>
        <source>mesh</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstige</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>tag · its kind</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::TensorCell</name>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>a single value</source>
        <translation>ein einzelner Wert</translation>
    </message>
    <message>
        <source>shape %1</source>
        <translation>Form %1</translation>
    </message>
    <message>
        <source>min %1</source>
        <translation>min %1</translation>
    </message>
    <message>
        <source>max %1</source>
        <translation>max %1</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) infinite or no number</source>
        <translation>
            <numerusform>%Ln Wert unendlich oder keine Zahl</numerusform>
            <numerusform>%Ln Werte unendlich oder keine Zahl</numerusform>
        </translation>
    </message>
    <message>
        <source>the first %1 × %2 values above</source>
        <translation>die ersten %1 × %2 Werte stehen darüber</translation>
    </message>
    <message>
        <source>Save the tensor</source>
        <translation>Tensor speichern</translation>
    </message>
    <message>
        <source>NumPy arrays (*.npy)</source>
        <translation>NumPy-Arrays (*.npy)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>tensor.npy</source>
        <translation>tensor.npy</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Save all values as a NumPy array or a table</source>
        <translation>Alle Werte als NumPy-Array oder Tabelle speichern</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::TextPanel</name>
    <message>
        <source>Tag of the texts</source>
        <translation>Tag der Texte</translation>
    </message>
    <message>
        <source>Step of the texts</source>
        <translation>Schritt der Texte</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>No shown run has written texts. Trainings write samples and settings with add_text() of TensorBoard.</source>
        <translation>Kein gezeigter Lauf hat Texte geschrieben. Trainings schreiben Beispiele und Einstellungen mit add_text() von TensorBoard.</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::VariantStrip</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Startwert %1</translation>
    </message>
    <message>
        <source>explained</source>
        <translation>erklärt</translation>
    </message>
    <message>
        <source>Result %1 of %2, %3</source>
        <translation>Ergebnis %1 von %2, %3</translation>
    </message>
    <message>
        <source>Made before the board was changed. Run again for the board as it is now.</source>
        <translation>Entstanden, bevor das Brett geändert wurde. Führen Sie es für das jetzige Brett noch einmal aus.</translation>
    </message>
    <message>
        <source>Not accepted yet.</source>
        <translation>Noch nicht angenommen.</translation>
    </message>
    <message>
        <source>Accepted.</source>
        <translation>Angenommen.</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::WaveView</name>
    <message>
        <source>Silent: no samples</source>
        <translation>Still: keine Abtastwerte</translation>
    </message>
    <message>
        <source>No picture of this coding</source>
        <translation>Von dieser Kodierung gibt es kein Bild</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::WhatIfModel</name>
    <message>
        <source>%1 (estimate)</source>
        <translation>%1 (Schätzung)</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Underflow %</source>
        <translation>Unterlauf %</translation>
    </message>
    <message>
        <source>Overflow %</source>
        <translation>Überlauf %</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>SNR (dB)</source>
        <translation>SNR (dB)</translation>
    </message>
</context>
<context>
    <name>maquette::widgets::WorstLayersModel</name>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>%1 % at worst, %2 % last</source>
        <translation>schlimmstenfalls %1 %, zuletzt %2 %</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Underflow %</source>
        <translation>Unterlauf %</translation>
    </message>
    <message>
        <source>Overflow %</source>
        <translation>Überlauf %</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>Headroom (bits)</source>
        <translation>Spielraum (Bit)</translation>
    </message>
    <message>
        <source>SNR (dB)</source>
        <translation>SNR (dB)</translation>
    </message>
    <message>
        <source>Scale changes</source>
        <translation>Wechsel der Skalierung</translation>
    </message>
    <message>
        <source>Longest stay</source>
        <translation>Längste Ruhe</translation>
    </message>
    <message>
        <source>Largest jump</source>
        <translation>Größter Sprung</translation>
    </message>
</context>
</TS>
