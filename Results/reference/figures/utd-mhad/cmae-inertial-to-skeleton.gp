# Draws cmae-inertial-to-skeleton.svg from cmae-inertial-to-skeleton.csv.
# Type: gnuplot cmae-inertial-to-skeleton.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,337 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'cmae_inertial_to_skeleton' background 'white'
set output 'cmae-inertial-to-skeleton.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, cross-subject (overlap=disjoint): inertial → skeleton' at screen 0.02381,0.971 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.93898 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 430 test samples. Lines: 95 % over subjects.' at screen 0.02381,0.91051 left font ',6' textcolor rgb '#555555' front
set label 'Spearman''s rank correlation 0.28 [−0.33, 0.73], n = 13 ranked rows.' at screen 0.02381,0.88204 left font ',6' textcolor rgb '#555555' front
set label '' at screen 0.03869,0.13305 point pt 7 ps 0.6*s lc rgb '#d1700a' front
set label 'perfect' at screen 0.07143,0.13305 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.09984 point pt 7 ps 0.6*s lc rgb '#0b5fb4' front
set label 'ridge-cca' at screen 0.07143,0.09984 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.35615,0.13305 point pt 7 ps 0.6*s lc rgb '#8f4708' front
set label 'infonce' at screen 0.38889,0.13305 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.35615,0.09984 point pt 7 ps 0.6*s lc rgb '#6f6349' front
set label 'none (↓ 3.0 %)' at screen 0.38889,0.09984 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.06663 to screen 0.08333,0.06663 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set label 'floor: majority, 3.7 %' at screen 0.10119,0.06663 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.03342 to screen 0.08333,0.03342 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set label 'ceiling: target-supervised, 87.9 %' at screen 0.10119,0.03342 left font ',7' textcolor rgb '#222222' front
set lmargin at screen 0.14286
set rmargin at screen 0.96429
set bmargin at screen 0.26733
set tmargin at screen 0.82859
set arrow from screen 0.14286,0.64026 to screen 0.96429,0.64026 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set xrange [0.7350054470206292:181.2405272263146]
set logscale x
set xtics nomirror offset 0,0.4 format '%g'
set yrange [60:102]
set ytics 60,10,100 nomirror offset 0.4,0
set grid xtics ytics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'CMAE on test pairs (units of the latents)' at screen 0.55357,0.20009 center font ',7' textcolor rgb '#222222' front
set label 'accuracy on the target (%)' at screen 0.02976,0.54796 center rotate by 90 font ',7' textcolor rgb '#222222' front
plot 'cmae-inertial-to-skeleton.csv' using (column('cmae')):(100*column('accuracyLow')):(0):((100*column('accuracyHigh'))-(100*column('accuracyLow'))):(column('colour')) with vectors heads size screen 0.006,90 lw 0.8 lc rgb variable, \
  'cmae-inertial-to-skeleton.csv' using (column('cmaeLow')):(100*column('accuracy')):((column('cmaeHigh'))-(column('cmaeLow'))):(0):(column('colour')) with vectors heads size screen 0.006,90 lw 0.8 lc rgb variable, \
  'cmae-inertial-to-skeleton.csv' using (column('cmae')):(100*column('accuracy')):(column('marker')):(column('colour')) with points pt variable ps 0.65*s lc rgb variable, \
  'cmae-inertial-to-skeleton.csv' using (column('cmae')):(100*column('accuracy') < 60 ? 60 : NaN):(column('marker')):(column('colour')) with points pt variable ps 0.65*s lc rgb variable
set output
if (turn < words(forms)) reread
