# Draws ranks-wccn.svg from ranks-wccn.csv, ranks-wccn-bars.csv.
# Type: gnuplot ranks-wccn.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,255 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'ranks_wccn' background 'white'
set output 'ranks-wccn.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label '11 methods over 6 boards, wccn' at screen 0.02381,0.96161 left font ',7.5' textcolor rgb '#222222' front
set label 'Friedman''s test: chi-squared = 54.8, p = 3.37e-08. Bars join methods that Nemenyi''s' at screen 0.02381,0.91921 left font ',6' textcolor rgb '#555555' front
set label 'test does not tell apart at 5 % (critical difference CD = 6.16).' at screen 0.02381,0.88152 left font ',6' textcolor rgb '#555555' front
set label 'Boards of one data set share persons, so p is too small.' at screen 0.02381,0.84383 left font ',6' textcolor rgb '#555555' front
set lmargin at screen 0.35759
set rmargin at screen 0.94048
set bmargin at screen 0.02968
set tmargin at screen 0.66919
set border 4
set xrange [1:11]
set yrange [43.1:0]
set x2range [1:11]
set x2tics 1,2,11 nomirror offset 0,-0.3
set label 'average rank (1 is best)' at screen 0.94048,0.74338 right font ',6' textcolor rgb '#222222' front
set arrow from screen 0.35759,0.78047 to screen 0.71684,0.78047 nohead lw 1.5 dt 1 lc rgb '#222222' back
set arrow from screen 0.35759,0.77157 to screen 0.35759,0.78938 nohead lw 1.5 dt 1 lc rgb '#222222' back
set arrow from screen 0.71684,0.77157 to screen 0.71684,0.78938 nohead lw 1.5 dt 1 lc rgb '#222222' back
set label 'CD' at screen 0.72874,0.78047 left font ',6' textcolor rgb '#222222' front
set label 'ridge-cca  1.8' at screen 0.34569,0.52823 right font ',7' textcolor rgb '#222222' front
set label 'gcca  2.3' at screen 0.34569,0.48075 right font ',7' textcolor rgb '#222222' front
set label 'cca  2.5' at screen 0.34569,0.43327 right font ',7' textcolor rgb '#222222' front
set label 'reduced-rank-ridge  4.3' at screen 0.34569,0.38579 right font ',7' textcolor rgb '#222222' front
set label 'ridge-map  5.3' at screen 0.34569,0.3383 right font ',7' textcolor rgb '#222222' front
set label 'pls-svd  5.3' at screen 0.34569,0.29082 right font ',7' textcolor rgb '#222222' front
set label 'procrustes  6.3' at screen 0.34569,0.24334 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=200  8.0' at screen 0.34569,0.19586 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=60  9.2' at screen 0.34569,0.14838 right font ',7' textcolor rgb '#222222' front
set label 'none  9.8' at screen 0.34569,0.1009 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher  11.0' at screen 0.34569,0.05342 right font ',7' textcolor rgb '#222222' front
plot 'ranks-wccn.csv' using (column('averageRank')):(0):(0):(7.9+(column('level')-0.5)*3.2) with vectors nohead lw 0.8 lc rgb '#bbbbbb', \
  'ranks-wccn.csv' using (column('averageRank')):(7.9+(column('level')-0.5)*3.2):(1-column('averageRank')):(0) with vectors nohead lw 0.8 lc rgb '#bbbbbb', \
  'ranks-wccn-bars.csv' using (column('low')):(column('level')*1.6):(column('high')-column('low')):(0) with vectors nohead lw 3 lc rgb '#222222', \
  'ranks-wccn.csv' using (column('averageRank')):(7.9+(column('level')-0.5)*3.2):(column('marker')):(column('colour')) with points pt variable ps 0.6*s lc rgb variable
set output
if (turn < words(forms)) reread
