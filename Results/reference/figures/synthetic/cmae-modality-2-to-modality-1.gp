# Draws cmae-modality-2-to-modality-1.svg from cmae-modality-2-to-modality-1.csv.
# Type: gnuplot cmae-modality-2-to-modality-1.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,338 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'cmae_modality_2_to_modality_1' background 'white'
set output 'cmae-modality-2-to-modality-1.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'synthetic, random-40-40-10-10 (draws=5 overlap=disjoint):' at screen 0.02381,0.97107 left font ',7.5' textcolor rgb '#222222' front
set label 'modality-2 → modality-1' at screen 0.02381,0.93557 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.90362 left font ',6' textcolor rgb '#555555' front
set label '8 persons, 1000 test samples, 5 splits. Lines: 95 % over subjects and splits.' at screen 0.02381,0.87522 left font ',6' textcolor rgb '#555555' front
set label 'Spearman''s rank correlation −0.87 (too few rows for an interval), n = 3 ranked rows.' at screen 0.02381,0.84682 left font ',6' textcolor rgb '#555555' front
set label '' at screen 0.03869,0.0996 point pt 7 ps 0.6*s lc rgb '#d1700a' front
set label 'perfect' at screen 0.07143,0.0996 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.35615,0.0996 point pt 7 ps 0.6*s lc rgb '#0b5fb4' front
set label 'ridge-cca' at screen 0.38889,0.0996 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.67361,0.0996 point pt 7 ps 0.6*s lc rgb '#6f6349' front
set label 'none' at screen 0.70635,0.0996 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.06647 to screen 0.08333,0.06647 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set label 'floor: majority, 50.5 %' at screen 0.10119,0.06647 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.03334 to screen 0.08333,0.03334 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set label 'ceiling: target-supervised, 99.9 %' at screen 0.10119,0.03334 left font ',7' textcolor rgb '#222222' front
set lmargin at screen 0.14286
set rmargin at screen 0.96429
set bmargin at screen 0.23356
set tmargin at screen 0.79349
set arrow from screen 0.14286,0.74005 to screen 0.96429,0.74005 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set xrange [8.779246389531006e-16:10.115203303445455]
set logscale x
set xtics nomirror offset 0,0.4 format '%g'
set yrange [80:102]
set ytics 80,10,100 nomirror offset 0.4,0
set grid xtics ytics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'CMAE on test pairs (units of the latents)' at screen 0.55357,0.16648 center font ',7' textcolor rgb '#222222' front
set label 'accuracy on the target (%)' at screen 0.02976,0.51353 center rotate by 90 font ',7' textcolor rgb '#222222' front
plot 'cmae-modality-2-to-modality-1.csv' using (column('cmae')):(100*column('accuracyLow')):(0):((100*column('accuracyHigh'))-(100*column('accuracyLow'))):(column('colour')) with vectors heads size screen 0.006,90 lw 0.8 lc rgb variable, \
  'cmae-modality-2-to-modality-1.csv' using (column('cmaeLow')):(100*column('accuracy')):((column('cmaeHigh'))-(column('cmaeLow'))):(0):(column('colour')) with vectors heads size screen 0.006,90 lw 0.8 lc rgb variable, \
  'cmae-modality-2-to-modality-1.csv' using (column('cmae')):(100*column('accuracy')):(column('marker')):(column('colour')) with points pt variable ps 0.65*s lc rgb variable
set output
if (turn < words(forms)) reread
