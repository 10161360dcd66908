# Draws ranks.svg from ranks.csv, ranks-bars.csv.
# Type: gnuplot ranks.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,291 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'ranks' background 'white'
set output 'ranks.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label '15 methods over 6 boards, gaussian-mixture' at screen 0.02381,0.96639 left font ',7.5' textcolor rgb '#222222' front
set label 'Friedman''s test: chi-squared = 49.7, p = 6.98e-06. Bars join methods that Nemenyi''s' at screen 0.02381,0.92928 left font ',6' textcolor rgb '#555555' front
set label 'test does not tell apart at 5 % (critical difference CD = 8.76).' at screen 0.02381,0.89629 left font ',6' textcolor rgb '#555555' front
set label 'Boards of one data set share persons, so p is too small.' at screen 0.02381,0.8633 left font ',6' textcolor rgb '#555555' front
set lmargin at screen 0.46713
set rmargin at screen 0.94048
set bmargin at screen 0.02598
set tmargin at screen 0.71044
set border 4
set xrange [1:15]
set yrange [52.7:0]
set x2range [1:15]
set x2tics 1,3,15 nomirror offset 0,-0.3
set label 'average rank (1 is best)' at screen 0.94048,0.77538 right font ',6' textcolor rgb '#222222' front
set arrow from screen 0.46713,0.80784 to screen 0.76318,0.80784 nohead lw 1.5 dt 1 lc rgb '#222222' back
set arrow from screen 0.46713,0.80005 to screen 0.46713,0.81564 nohead lw 1.5 dt 1 lc rgb '#222222' back
set arrow from screen 0.76318,0.80005 to screen 0.76318,0.81564 nohead lw 1.5 dt 1 lc rgb '#222222' back
set label 'CD' at screen 0.77508,0.80784 left font ',6' textcolor rgb '#222222' front
set label 'student-teacher  3.2' at screen 0.45523,0.62861 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher-soft  3.2' at screen 0.45523,0.58705 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=128  4.8' at screen 0.45523,0.54549 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=128 ridge=0.03  5.0' at screen 0.45523,0.50393 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=64  6.0' at screen 0.45523,0.46237 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=64 shared  6.0' at screen 0.45523,0.42081 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=64 standardised  6.6' at screen 0.45523,0.37925 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=64  8.1' at screen 0.45523,0.33768 right font ',7' textcolor rgb '#222222' front
set label 'infonce  9.2' at screen 0.45523,0.29612 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=128  9.3' at screen 0.45523,0.25456 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=128 standardised  9.9' at screen 0.45523,0.213 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=32 standardised  11.1' at screen 0.45523,0.17144 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=32  11.1' at screen 0.45523,0.12988 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=32  11.5' at screen 0.45523,0.08832 right font ',7' textcolor rgb '#222222' front
set label 'none  15.0' at screen 0.45523,0.04676 right font ',7' textcolor rgb '#222222' front
plot 'ranks.csv' using (column('averageRank')):(0):(0):(4.7+(column('level')-0.5)*3.2) with vectors nohead lw 0.8 lc rgb '#bbbbbb', \
  'ranks.csv' using (column('averageRank')):(4.7+(column('level')-0.5)*3.2):(1-column('averageRank')):(0) with vectors nohead lw 0.8 lc rgb '#bbbbbb', \
  'ranks-bars.csv' using (column('low')):(column('level')*1.6):(column('high')-column('low')):(0) with vectors nohead lw 3 lc rgb '#222222', \
  'ranks.csv' using (column('averageRank')):(4.7+(column('level')-0.5)*3.2):(column('marker')):(column('colour')) with points pt variable ps 0.6*s lc rgb variable
set output
if (turn < words(forms)) reread
