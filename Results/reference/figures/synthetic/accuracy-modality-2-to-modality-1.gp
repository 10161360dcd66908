# Draws accuracy-modality-2-to-modality-1.svg from accuracy-modality-2-to-modality-1.csv, accuracy-modality-2-to-modality-1-persons.csv.
# Type: gnuplot accuracy-modality-2-to-modality-1.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,246 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'accuracy_modality_2_to_modality_1' background 'white'
set output 'accuracy-modality-2-to-modality-1.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'synthetic, random-40-40-10-10 (draws=5 overlap=disjoint):' at screen 0.02381,0.96029 left font ',7.5' textcolor rgb '#222222' front
set label 'modality-2 → modality-1' at screen 0.02381,0.91156 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.86771 left font ',6' textcolor rgb '#555555' front
set label '8 persons, 1000 test samples, 5 splits. Lines: 95 % over subjects and splits. Small' at screen 0.02381,0.82873 left font ',6' textcolor rgb '#555555' front
set label 'rings: persons.' at screen 0.02381,0.78975 left font ',6' textcolor rgb '#555555' front
set arrow from screen 0.02381,0.73985 to screen 0.08333,0.73985 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set label 'floor: majority, 50.5 %' at screen 0.10119,0.73985 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.69437 to screen 0.08333,0.69437 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set label 'not aligned: none, 89.3 %' at screen 0.10119,0.69437 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.64889 to screen 0.08333,0.64889 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set label 'ceiling: target-supervised, 99.9 %' at screen 0.10119,0.64889 left font ',7' textcolor rgb '#222222' front
set label 'source-on-source' at screen 0.29715,0.54021 right font ',7' textcolor rgb '#777777' front
set label 'target-supervised' at screen 0.29715,0.4911 right font ',7' textcolor rgb '#777777' front
set label 'student-teacher' at screen 0.29715,0.44199 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher-soft' at screen 0.29715,0.39288 right font ',7' textcolor rgb '#222222' front
set label 'perfect' at screen 0.29715,0.34377 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca' at screen 0.29715,0.29466 right font ',7' textcolor rgb '#222222' front
set label 'none' at screen 0.29715,0.24555 right font ',7' textcolor rgb '#222222' front
set label 'majority' at screen 0.29715,0.19644 right font ',7' textcolor rgb '#777777' front
set label 'chance' at screen 0.29715,0.14733 right font ',7' textcolor rgb '#777777' front
set label 'rank (95 %)' at screen 0.90476,0.58932 right font ',6' textcolor rgb '#777777' front
set label 'ties' at screen 0.92143,0.58932 left font ',6' textcolor rgb '#777777' front
set label '1 (1–1)' at screen 0.90476,0.44199 right font ',6' textcolor rgb '#222222' front
set label '1 (1–1)' at screen 0.90476,0.39288 right font ',6' textcolor rgb '#222222' front
set label '1 (1–1)' at screen 0.90476,0.34377 right font ',6' textcolor rgb '#222222' front
set label '1 (1–1)' at screen 0.90476,0.29466 right font ',6' textcolor rgb '#222222' front
set label '5 (5–5)' at screen 0.90476,0.24555 right font ',6' textcolor rgb '#222222' front
set arrow from screen 0.93095,0.44199 to screen 0.93095,0.29466 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.93095,0.44199 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.39288 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.34377 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.29466 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.95238,0.24555 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.51997,0.12277 to screen 0.51997,0.56476 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set arrow from screen 0.76036,0.12277 to screen 0.76036,0.56476 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set lmargin at screen 0.30906
set rmargin at screen 0.76263
set bmargin at screen 0.12277
set tmargin at screen 0.56476
set xrange [80:100]
set xtics 80,10,100 nomirror offset 0,0.4
set yrange [9.5:0.5]
set grid xtics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'accuracy on the target (%)' at screen 0.53584,0.03069 center font ',7' textcolor rgb '#222222' front
set label '← 50.5 % [47.4, 53.6]' at screen 0.32096,0.19644 left font ',6' textcolor rgb '#22282c' boxed front
set label '← 50.0 %' at screen 0.32096,0.14733 left font ',6' textcolor rgb '#22282c' boxed front
plot 'accuracy-modality-2-to-modality-1-persons.csv' using (100*column('accuracy')):(column('y')) with points pt 6 ps 0.35*s lw 0.7 lc rgb '#999999', \
  'accuracy-modality-2-to-modality-1.csv' using (100*column('accuracyLow')):(column('y')):((100*column('accuracyHigh'))-(100*column('accuracyLow'))):(0):(column('colour')) with vectors heads size screen 0.006,90 lw 1.6 lc rgb variable, \
  'accuracy-modality-2-to-modality-1.csv' using (100*column('accuracy')):(column('y')):(column('marker')):(column('colour')) with points pt variable ps 0.6*s lc rgb variable
set output
if (turn < words(forms)) reread
