# Draws curves-fewshot-accuracy.svg from curves-fewshot-accuracy.csv.
# Type: gnuplot curves-fewshot-accuracy.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,339 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'curves_fewshot_accuracy' background 'white'
set output 'curves-fewshot-accuracy.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, cross-subject (overlap=disjoint): skeleton → inertial' at screen 0.02381,0.97114 left font ',7.5' textcolor rgb '#222222' front
set label 'logistic-regression' at screen 0.02381,0.93926 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 430 test samples. Bars: 95 % intervals.' at screen 0.02381,0.91093 left font ',6' textcolor rgb '#555555' front
set arrow from screen 0.02381,0.16547 to screen 0.08333,0.16547 nohead lw 1.2 dt 1 lc rgb '#22282c' back
set label '' at screen 0.05357,0.16547 point pt 11 ps 0.6*s lc rgb '#22282c' front
set label 'chance' at screen 0.10119,0.16547 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.13242 to screen 0.08333,0.13242 nohead lw 1.2 dt 1 lc rgb '#22282c' back
set label '' at screen 0.05357,0.13242 point pt 9 ps 0.6*s lc rgb '#22282c' front
set label 'majority' at screen 0.10119,0.13242 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.09937 to screen 0.08333,0.09937 nohead lw 1.2 dt 1 lc rgb '#22282c' back
set label '' at screen 0.05357,0.09937 point pt 5 ps 0.6*s lc rgb '#22282c' front
set label 'source-on-source' at screen 0.10119,0.09937 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.06631 to screen 0.08333,0.06631 nohead lw 1.2 dt 1 lc rgb '#22282c' back
set label '' at screen 0.05357,0.06631 point pt 7 ps 0.6*s lc rgb '#22282c' front
set label 'target-supervised' at screen 0.10119,0.06631 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.03326 to screen 0.08333,0.03326 nohead lw 1.2 dt 1 lc rgb '#2099ca' back
set label '' at screen 0.05357,0.03326 point pt 7 ps 0.6*s lc rgb '#2099ca' front
set label 'student-teacher' at screen 0.10119,0.03326 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.5,0.16547 to screen 0.55952,0.16547 nohead lw 1.2 dt 1 lc rgb '#6f6349' back
set label '' at screen 0.52976,0.16547 point pt 7 ps 0.6*s lc rgb '#6f6349' front
set label 'none' at screen 0.57738,0.16547 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.5,0.13242 to screen 0.55952,0.13242 nohead lw 1.2 dt 1 lc rgb '#d1700a' back
set label '' at screen 0.52976,0.13242 point pt 7 ps 0.6*s lc rgb '#d1700a' front
set label 'perfect' at screen 0.57738,0.13242 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.5,0.09937 to screen 0.55952,0.09937 nohead lw 1.2 dt 1 lc rgb '#0b5fb4' back
set label '' at screen 0.52976,0.09937 point pt 7 ps 0.6*s lc rgb '#0b5fb4' front
set label 'ridge-cca' at screen 0.57738,0.09937 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.5,0.06631 to screen 0.55952,0.06631 nohead lw 1.2 dt 1 lc rgb '#8f4708' back
set label '' at screen 0.52976,0.06631 point pt 7 ps 0.6*s lc rgb '#8f4708' front
set label 'infonce' at screen 0.57738,0.06631 left font ',7' textcolor rgb '#222222' front
set lmargin at screen 0.15476
set rmargin at screen 0.96429
set bmargin at screen 0.29912
set tmargin at screen 0.85773
set xrange [0.5:5.5]
set xtics nomirror offset 0,0.4 ('0' 1.0, '1' 2.0, '2' 3.0, '5' 4.0, '8' 5.0)
set yrange [0:102]
set ytics 0,20,100 nomirror offset 0.4,0
set grid xtics ytics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'labels of the target a class' at screen 0.55952,0.23219 center font ',7' textcolor rgb '#222222' front
set label 'accuracy on the target (%)' at screen 0.02976,0.57842 center rotate by 90 font ',7' textcolor rgb '#222222' front
plot 'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 1 ? 100*column('low') : NaN):(0):((column('series') == 1 ? 100*column('high') : NaN)-(column('series') == 1 ? 100*column('low') : NaN)) with vectors heads size screen 0.006,90 lw 0.8 lc rgb '#22282c', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 1 ? 100*column('score') : NaN) with linespoints pt 11 ps 0.55*s lw 1.2 dt 1 lc rgb '#22282c', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 2 ? 100*column('low') : NaN):(0):((column('series') == 2 ? 100*column('high') : NaN)-(column('series') == 2 ? 100*column('low') : NaN)) with vectors heads size screen 0.006,90 lw 0.8 lc rgb '#22282c', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 2 ? 100*column('score') : NaN) with linespoints pt 9 ps 0.55*s lw 1.2 dt 1 lc rgb '#22282c', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 3 ? 100*column('low') : NaN):(0):((column('series') == 3 ? 100*column('high') : NaN)-(column('series') == 3 ? 100*column('low') : NaN)) with vectors heads size screen 0.006,90 lw 0.8 lc rgb '#22282c', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 3 ? 100*column('score') : NaN) with linespoints pt 5 ps 0.55*s lw 1.2 dt 1 lc rgb '#22282c', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 4 ? 100*column('low') : NaN):(0):((column('series') == 4 ? 100*column('high') : NaN)-(column('series') == 4 ? 100*column('low') : NaN)) with vectors heads size screen 0.006,90 lw 0.8 lc rgb '#22282c', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 4 ? 100*column('score') : NaN) with linespoints pt 7 ps 0.55*s lw 1.2 dt 1 lc rgb '#22282c', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 5 ? 100*column('low') : NaN):(0):((column('series') == 5 ? 100*column('high') : NaN)-(column('series') == 5 ? 100*column('low') : NaN)) with vectors heads size screen 0.006,90 lw 0.8 lc rgb '#2099ca', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 5 ? 100*column('score') : NaN) with linespoints pt 7 ps 0.55*s lw 1.2 dt 1 lc rgb '#2099ca', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 6 ? 100*column('low') : NaN):(0):((column('series') == 6 ? 100*column('high') : NaN)-(column('series') == 6 ? 100*column('low') : NaN)) with vectors heads size screen 0.006,90 lw 0.8 lc rgb '#6f6349', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 6 ? 100*column('score') : NaN) with linespoints pt 7 ps 0.55*s lw 1.2 dt 1 lc rgb '#6f6349', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 7 ? 100*column('low') : NaN):(0):((column('series') == 7 ? 100*column('high') : NaN)-(column('series') == 7 ? 100*column('low') : NaN)) with vectors heads size screen 0.006,90 lw 0.8 lc rgb '#d1700a', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 7 ? 100*column('score') : NaN) with linespoints pt 7 ps 0.55*s lw 1.2 dt 1 lc rgb '#d1700a', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 8 ? 100*column('low') : NaN):(0):((column('series') == 8 ? 100*column('high') : NaN)-(column('series') == 8 ? 100*column('low') : NaN)) with vectors heads size screen 0.006,90 lw 0.8 lc rgb '#0b5fb4', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 8 ? 100*column('score') : NaN) with linespoints pt 7 ps 0.55*s lw 1.2 dt 1 lc rgb '#0b5fb4', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 9 ? 100*column('low') : NaN):(0):((column('series') == 9 ? 100*column('high') : NaN)-(column('series') == 9 ? 100*column('low') : NaN)) with vectors heads size screen 0.006,90 lw 0.8 lc rgb '#8f4708', \
  'curves-fewshot-accuracy.csv' using (column('place')):(column('series') == 9 ? 100*column('score') : NaN) with linespoints pt 7 ps 0.55*s lw 1.2 dt 1 lc rgb '#8f4708'
set output
if (turn < words(forms)) reread
