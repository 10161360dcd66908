# Draws accuracy-skeleton-to-depth.svg from accuracy-skeleton-to-depth.csv, accuracy-skeleton-to-depth-persons.csv.
# Type: gnuplot accuracy-skeleton-to-depth.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,346 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'accuracy_skeleton_to_depth' background 'white'
set output 'accuracy-skeleton-to-depth.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, cross-subject (overlap=disjoint): skeleton → depth' at screen 0.02381,0.9717 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.94046 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 430 test samples. Lines: 95 % over subjects. Small rings: persons.' at screen 0.02381,0.91268 left font ',6' textcolor rgb '#555555' front
set arrow from screen 0.02381,0.87712 to screen 0.08333,0.87712 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set label 'floor: majority, 3.7 %' at screen 0.10119,0.87712 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.84472 to screen 0.08333,0.84472 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set label 'not aligned: none, 9.1 %' at screen 0.10119,0.84472 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.81231 to screen 0.08333,0.81231 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set label 'ceiling: target-supervised, 85.6 %' at screen 0.10119,0.81231 left font ',7' textcolor rgb '#222222' front
set label 'source-on-source' at screen 0.39358,0.73487 right font ',7' textcolor rgb '#777777' front
set label 'target-supervised' at screen 0.39358,0.69987 right font ',7' textcolor rgb '#777777' front
set label 'student-teacher' at screen 0.39358,0.66488 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher-soft' at screen 0.39358,0.62989 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=128 ridge=0.03' at screen 0.39358,0.59489 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=64' at screen 0.39358,0.5599 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=128' at screen 0.39358,0.52491 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=32' at screen 0.39358,0.48991 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=64' at screen 0.39358,0.45492 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=64 shared' at screen 0.39358,0.41992 right font ',7' textcolor rgb '#222222' front
set label 'infonce' at screen 0.39358,0.38493 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=32 standardised' at screen 0.39358,0.34994 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=64 standardised' at screen 0.39358,0.31494 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=128' at screen 0.39358,0.27995 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=128 standardised' at screen 0.39358,0.24496 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=32' at screen 0.39358,0.20996 right font ',7' textcolor rgb '#222222' front
set label 'none' at screen 0.39358,0.17497 right font ',7' textcolor rgb '#222222' front
set label 'majority' at screen 0.39358,0.13997 right font ',7' textcolor rgb '#777777' front
set label 'chance' at screen 0.39358,0.10498 right font ',7' textcolor rgb '#777777' front
set label 'rank (95 %)' at screen 0.90476,0.76986 right font ',6' textcolor rgb '#777777' front
set label 'ties' at screen 0.92143,0.76986 left font ',6' textcolor rgb '#777777' front
set label '1 (1–11)' at screen 0.90476,0.66488 right font ',6' textcolor rgb '#222222' front
set label '1 (1–11)' at screen 0.90476,0.62989 right font ',6' textcolor rgb '#222222' front
set label '3 (1–9)' at screen 0.90476,0.59489 right font ',6' textcolor rgb '#222222' front
set label '4 (1–12)' at screen 0.90476,0.5599 right font ',6' textcolor rgb '#222222' front
set label '5 (1–11)' at screen 0.90476,0.52491 right font ',6' textcolor rgb '#222222' front
set label '6 (1–13)' at screen 0.90476,0.48991 right font ',6' textcolor rgb '#222222' front
set label '7 (1–12)' at screen 0.90476,0.45492 right font ',6' textcolor rgb '#222222' front
set label '7 (1–12)' at screen 0.90476,0.41992 right font ',6' textcolor rgb '#222222' front
set label '9 (1–14)' at screen 0.90476,0.38493 right font ',6' textcolor rgb '#222222' front
set label '10 (3–13)' at screen 0.90476,0.34994 right font ',6' textcolor rgb '#222222' front
set label '10 (3–14)' at screen 0.90476,0.31494 right font ',6' textcolor rgb '#222222' front
set label '12 (5–13)' at screen 0.90476,0.27995 right font ',6' textcolor rgb '#222222' front
set label '13 (5–14)' at screen 0.90476,0.24496 right font ',6' textcolor rgb '#222222' front
set label '14 (3–14)' at screen 0.90476,0.20996 right font ',6' textcolor rgb '#222222' front
set label '15 (15–15)' at screen 0.90476,0.17497 right font ',6' textcolor rgb '#222222' front
set arrow from screen 0.93095,0.66488 to screen 0.93095,0.20996 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.93095,0.66488 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.62989 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.59489 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.5599 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.52491 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.48991 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.45492 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.41992 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.38493 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.34994 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.31494 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.27995 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.24496 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.20996 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.95238,0.17497 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.63209,0.08748 to screen 0.63209,0.75236 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set lmargin at screen 0.40548
set rmargin at screen 0.75981
set bmargin at screen 0.08748
set tmargin at screen 0.75236
set xrange [60:100]
set xtics 60,10,100 nomirror offset 0,0.4
set yrange [19.5:0.5]
set grid xtics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'accuracy on the target (%)' at screen 0.58265,0.02187 center font ',7' textcolor rgb '#222222' front
set label '← 9.1 % [5.4, 15.0]' at screen 0.41739,0.17497 left font ',6' textcolor rgb '#6f6349' boxed front
set label '← 3.7 % [3.7, 3.8]' at screen 0.41739,0.13997 left font ',6' textcolor rgb '#22282c' boxed front
set label '← 3.7 %' at screen 0.41739,0.10498 left font ',6' textcolor rgb '#22282c' boxed front
plot 'accuracy-skeleton-to-depth-persons.csv' using (100*column('accuracy')):(column('y')) with points pt 6 ps 0.35*s lw 0.7 lc rgb '#999999', \
  'accuracy-skeleton-to-depth.csv' using (100*column('accuracyLow')):(column('y')):((100*column('accuracyHigh'))-(100*column('accuracyLow'))):(0):(column('colour')) with vectors heads size screen 0.006,90 lw 1.6 lc rgb variable, \
  'accuracy-skeleton-to-depth.csv' using (100*column('accuracy')):(column('y')):(column('marker')):(column('colour')) with points pt variable ps 0.6*s lc rgb variable
set output
if (turn < words(forms)) reread
