# Draws accuracy-accelerometer-to-gyroscope.svg from accuracy-accelerometer-to-gyroscope.csv, accuracy-accelerometer-to-gyroscope-persons.csv.
# Type: gnuplot accuracy-accelerometer-to-gyroscope.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,307 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'accuracy_accelerometer_to_gyroscope' background 'white'
set output 'accuracy-accelerometer-to-gyroscope.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'spar, leave-one-subject-out (overlap=disjoint): accelerometer →' at screen 0.02381,0.96812 left font ',7.5' textcolor rgb '#222222' front
set label 'gyroscope' at screen 0.02381,0.929 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.89379 left font ',6' textcolor rgb '#555555' front
set label '10 persons, 1149 test samples, 10 splits. Lines: 95 % over subjects. Small rings:' at screen 0.02381,0.86249 left font ',6' textcolor rgb '#555555' front
set label 'persons.' at screen 0.02381,0.8312 left font ',6' textcolor rgb '#555555' front
set arrow from screen 0.02381,0.79113 to screen 0.08333,0.79113 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set label 'floor: majority, 16.4 %' at screen 0.10119,0.79113 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.75462 to screen 0.08333,0.75462 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set label 'not aligned: none, 11.9 %' at screen 0.10119,0.75462 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.71811 to screen 0.08333,0.71811 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set label 'ceiling: target-supervised, 74.1 %' at screen 0.10119,0.71811 left font ',7' textcolor rgb '#222222' front
set label 'source-on-source' at screen 0.37479,0.63085 right font ',7' textcolor rgb '#777777' front
set label 'target-supervised' at screen 0.37479,0.59142 right font ',7' textcolor rgb '#777777' front
set label 'perfect k=64' at screen 0.37479,0.552 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=64 shared' at screen 0.37479,0.51257 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher-soft' at screen 0.37479,0.47314 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=32 standardised' at screen 0.37479,0.43371 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher' at screen 0.37479,0.39428 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=64' at screen 0.37479,0.35485 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=64 standardised' at screen 0.37479,0.31543 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=32' at screen 0.37479,0.276 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=32' at screen 0.37479,0.23657 right font ',7' textcolor rgb '#222222' front
set label 'majority' at screen 0.37479,0.19714 right font ',7' textcolor rgb '#777777' front
set label 'chance' at screen 0.37479,0.15771 right font ',7' textcolor rgb '#777777' front
set label 'none' at screen 0.37479,0.11828 right font ',7' textcolor rgb '#222222' front
set label 'rank (95 %)' at screen 0.90476,0.67028 right font ',6' textcolor rgb '#777777' front
set label 'ties' at screen 0.92143,0.67028 left font ',6' textcolor rgb '#777777' front
set label '1 (1–6)' at screen 0.90476,0.552 right font ',6' textcolor rgb '#222222' front
set label '1 (1–6)' at screen 0.90476,0.51257 right font ',6' textcolor rgb '#222222' front
set label '3 (1–8)' at screen 0.90476,0.47314 right font ',6' textcolor rgb '#222222' front
set label '4 (1–7)' at screen 0.90476,0.43371 right font ',6' textcolor rgb '#222222' front
set label '5 (1–8)' at screen 0.90476,0.39428 right font ',6' textcolor rgb '#222222' front
set label '6 (1–8)' at screen 0.90476,0.35485 right font ',6' textcolor rgb '#222222' front
set label '7 (3–8)' at screen 0.90476,0.31543 right font ',6' textcolor rgb '#222222' front
set label '8 (1–9)' at screen 0.90476,0.276 right font ',6' textcolor rgb '#222222' front
set label '9 (7–9)' at screen 0.90476,0.23657 right font ',6' textcolor rgb '#222222' front
set label '10 (10–10)' at screen 0.90476,0.11828 right font ',6' textcolor rgb '#222222' front
set arrow from screen 0.93095,0.552 to screen 0.93095,0.23657 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.93095,0.552 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.51257 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.47314 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.43371 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.39428 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.35485 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.31543 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.276 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.23657 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.95238,0.11828 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.5985,0.09857 to screen 0.5985,0.65057 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set lmargin at screen 0.3867
set rmargin at screen 0.75981
set bmargin at screen 0.09857
set tmargin at screen 0.65057
set xrange [40:100]
set xtics 40,10,100 nomirror offset 0,0.4
set yrange [14.5:0.5]
set grid xtics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'accuracy on the target (%)' at screen 0.57325,0.02464 center font ',7' textcolor rgb '#222222' front
set label '← 16.4 % [15.5, 17.3]' at screen 0.3986,0.19714 left font ',6' textcolor rgb '#22282c' boxed front
set label '← 14.3 %' at screen 0.3986,0.15771 left font ',6' textcolor rgb '#22282c' boxed front
set label '← 11.9 % [5.9, 22.3]' at screen 0.3986,0.11828 left font ',6' textcolor rgb '#6f6349' boxed front
plot 'accuracy-accelerometer-to-gyroscope-persons.csv' using (100*column('accuracy')):(column('y')) with points pt 6 ps 0.35*s lw 0.7 lc rgb '#999999', \
  'accuracy-accelerometer-to-gyroscope.csv' using (100*column('accuracyLow')):(column('y')):((100*column('accuracyHigh'))-(100*column('accuracyLow'))):(0):(column('colour')) with vectors heads size screen 0.006,90 lw 1.6 lc rgb variable, \
  'accuracy-accelerometer-to-gyroscope.csv' using (100*column('accuracy')):(column('y')):(column('marker')):(column('colour')) with points pt variable ps 0.6*s lc rgb variable
set output
if (turn < words(forms)) reread
