# Draws curves-encoder-parameters-noise-recallat1.svg from curves-encoder-parameters-noise-recallat1.csv.
# Type: gnuplot curves-encoder-parameters-noise-recallat1.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,316 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'curves_encoder_parameters_noise_recallat1' background 'white'
set output 'curves-encoder-parameters-noise-recallat1.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'synthetic, subject-disjoint (draws=3): modality-1 → modality-2' at screen 0.02381,0.9691 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.93497 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 300 test samples. These scores have no interval in the records.' at screen 0.02381,0.90463 left font ',6' textcolor rgb '#555555' front
set arrow from screen 0.02381,0.1064 to screen 0.08333,0.1064 nohead lw 1.2 dt 1 lc rgb '#6f6349' back
set label '' at screen 0.05357,0.1064 point pt 7 ps 0.6*s lc rgb '#6f6349' front
set label 'none' at screen 0.10119,0.1064 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.07101 to screen 0.08333,0.07101 nohead lw 1.2 dt 1 lc rgb '#d1700a' back
set label '' at screen 0.05357,0.07101 point pt 7 ps 0.6*s lc rgb '#d1700a' front
set label 'perfect raw' at screen 0.10119,0.07101 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.03561 to screen 0.08333,0.03561 nohead lw 1.25 dt 2 lc rgb '#d1700a' back
set label '' at screen 0.05357,0.03561 point pt 7 ps 0.6*s lc rgb '#d1700a' front
set label 'perfect standardised' at screen 0.10119,0.03561 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.5,0.1064 to screen 0.55952,0.1064 nohead lw 1.2 dt 1 lc rgb '#0b5fb4' back
set label '' at screen 0.52976,0.1064 point pt 5 ps 0.6*s lc rgb '#0b5fb4' front
set label 'cca' at screen 0.57738,0.1064 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.5,0.07101 to screen 0.55952,0.07101 nohead lw 1.2 dt 1 lc rgb '#0b5fb4' back
set label '' at screen 0.52976,0.07101 point pt 7 ps 0.6*s lc rgb '#0b5fb4' front
set label 'ridge-cca' at screen 0.57738,0.07101 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.5,0.03561 to screen 0.55952,0.03561 nohead lw 1.2 dt 1 lc rgb '#8f4708' back
set label '' at screen 0.52976,0.03561 point pt 7 ps 0.6*s lc rgb '#8f4708' front
set label 'infonce' at screen 0.57738,0.03561 left font ',7' textcolor rgb '#222222' front
set lmargin at screen 0.15476
set rmargin at screen 0.96429
set bmargin at screen 0.24951
set tmargin at screen 0.84766
set xrange [0.5:6.5]
set xtics nomirror offset 0,0.4 ('0' 1.0, '0.01' 2.0, '0.1' 3.0, '0.3' 4.0, '1' 5.0, '3' 6.0)
set yrange [0:102]
set ytics 0,20,100 nomirror offset 0.4,0
set grid xtics ytics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'noise' at screen 0.55952,0.17784 center font ',7' textcolor rgb '#222222' front
set label 'partners found at first rank (%)' at screen 0.02976,0.54858 center rotate by 90 font ',7' textcolor rgb '#222222' front
plot 'curves-encoder-parameters-noise-recallat1.csv' using (column('place')):(column('series') == 1 ? 100*column('score') : NaN) with linespoints pt 7 ps 0.55*s lw 1.2 dt 1 lc rgb '#6f6349', \
  'curves-encoder-parameters-noise-recallat1.csv' using (column('place')):(column('series') == 2 ? 100*column('score') : NaN) with linespoints pt 7 ps 0.55*s lw 1.2 dt 1 lc rgb '#d1700a', \
  'curves-encoder-parameters-noise-recallat1.csv' using (column('place')):(column('series') == 3 ? 100*column('score') : NaN) with linespoints pt 7 ps 0.55*s lw 1.2 dt 2 lc rgb '#d1700a', \
  'curves-encoder-parameters-noise-recallat1.csv' using (column('place')):(column('series') == 4 ? 100*column('score') : NaN) with linespoints pt 5 ps 0.55*s lw 1.2 dt 1 lc rgb '#0b5fb4', \
  'curves-encoder-parameters-noise-recallat1.csv' using (column('place')):(column('series') == 5 ? 100*column('score') : NaN) with linespoints pt 7 ps 0.55*s lw 1.2 dt 1 lc rgb '#0b5fb4', \
  'curves-encoder-parameters-noise-recallat1.csv' using (column('place')):(column('series') == 6 ? 100*column('score') : NaN) with linespoints pt 7 ps 0.55*s lw 1.2 dt 1 lc rgb '#8f4708'
set output
if (turn < words(forms)) reread
