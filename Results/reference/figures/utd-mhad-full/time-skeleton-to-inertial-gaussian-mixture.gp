# Draws time-skeleton-to-inertial-gaussian-mixture.svg from time-skeleton-to-inertial-gaussian-mixture.csv.
# Type: gnuplot time-skeleton-to-inertial-gaussian-mixture.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,460 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'time_skeleton_to_inertial_gaussian_mixture' background 'white'
set output 'time-skeleton-to-inertial-gaussian-mixture.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, cross-subject (overlap=disjoint): skeleton → inertial' at screen 0.02381,0.97876 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.9553 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 430 test samples, 5 splits. Lines: 95 % of the accuracy over subjects.' at screen 0.02381,0.93446 left font ',6' textcolor rgb '#555555' front
set label 'One run a split: times have no interval.' at screen 0.02381,0.91361 left font ',6' textcolor rgb '#555555' front
set label '' at screen 0.03869,0.36502 point pt 9 ps 0.6*s lc rgb '#8f4708' front
set label 'vicreg' at screen 0.07143,0.36502 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.34069 point pt 11 ps 0.6*s lc rgb '#8f4708' front
set label 'barlow-twins' at screen 0.07143,0.34069 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.31637 point pt 7 ps 0.6*s lc rgb '#d1700a' front
set label 'perfect' at screen 0.07143,0.31637 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.29204 point pt 5 ps 0.6*s lc rgb '#0b5fb4' front
set label 'cca' at screen 0.07143,0.29204 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.26772 point pt 7 ps 0.6*s lc rgb '#0b5fb4' front
set label 'ridge-cca' at screen 0.07143,0.26772 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.2434 point pt 1 ps 0.6*s lc rgb '#0b5fb4' front
set label 'csa' at screen 0.07143,0.2434 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.21907 point pt 5 ps 0.6*s lc rgb '#8f4708' front
set label 'siglip' at screen 0.07143,0.21907 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.19475 point pt 15 ps 0.6*s lc rgb '#0b5fb4' front
set label 'mcca' at screen 0.07143,0.19475 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.17042 point pt 13 ps 0.6*s lc rgb '#0b5fb4' front
set label 'gcca' at screen 0.07143,0.17042 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.1461 point pt 7 ps 0.6*s lc rgb '#8f4708' front
set label 'infonce' at screen 0.07143,0.1461 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.12177 point pt 7 ps 0.6*s lc rgb '#11400f' front
set label 'ridge-map' at screen 0.07143,0.12177 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.09745 point pt 11 ps 0.6*s lc rgb '#0b5fb4' front
set label 'kernel-cca' at screen 0.07143,0.09745 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.03869,0.07312 point pt 9 ps 0.6*s lc rgb '#0b5fb4' front
set label 'pca-cca' at screen 0.07143,0.07312 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.36502 point pt 9 ps 0.6*s lc rgb '#11400f' front
set label 'kernel-ridge' at screen 0.54762,0.36502 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.34069 point pt 5 ps 0.6*s lc rgb '#11400f' front
set label 'reduced-rank-ridge' at screen 0.54762,0.34069 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.31637 point pt 13 ps 0.6*s lc rgb '#8f4708' front
set label 'deep-cca' at screen 0.54762,0.31637 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.29204 point pt 5 ps 0.6*s lc rgb '#d1700a' front
set label 'procrustes' at screen 0.54762,0.29204 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.26772 point pt 7 ps 0.6*s lc rgb '#869857' front
set label 'knn-propagation' at screen 0.54762,0.26772 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.2434 point pt 2 ps 0.6*s lc rgb '#0b5fb4' front
set label 'pls-svd' at screen 0.54762,0.2434 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.21907 point pt 5 ps 0.6*s lc rgb '#869857' front
set label 'relative (↓ 34.6 %)' at screen 0.54762,0.21907 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.19475 point pt 5 ps 0.6*s lc rgb '#52206f' front
set label 'subspace-alignment (↓ 5.6 %)' at screen 0.54762,0.19475 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.17042 point pt 5 ps 0.6*s lc rgb '#6f6349' front
set label 'random-projection (↓ 5.6 %)' at screen 0.54762,0.17042 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.1461 point pt 7 ps 0.6*s lc rgb '#6f6349' front
set label 'none (↓ 4.9 %)' at screen 0.54762,0.1461 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.12177 point pt 7 ps 0.6*s lc rgb '#52206f' front
set label 'coral (↓ 4.7 %)' at screen 0.54762,0.12177 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.09745 point pt 9 ps 0.6*s lc rgb '#52206f' front
set label 'optimal-transport (↓ 3.7 %)' at screen 0.54762,0.09745 left font ',7' textcolor rgb '#222222' front
set label '' at screen 0.51488,0.07312 point pt 9 ps 0.6*s lc rgb '#6f6349' front
set label 'collapse (↓ 3.7 %)' at screen 0.54762,0.07312 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.0488 to screen 0.08333,0.0488 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set label 'floor: majority, 3.7 %' at screen 0.10119,0.0488 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.02447 to screen 0.08333,0.02447 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set label 'ceiling: target-supervised, 90.6 %' at screen 0.10119,0.02447 left font ',7' textcolor rgb '#222222' front
set lmargin at screen 0.14286
set rmargin at screen 0.96429
set bmargin at screen 0.46337
set tmargin at screen 0.87445
set arrow from screen 0.14286,0.76292 to screen 0.96429,0.76292 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set xrange [6.275733333333334e-06:1.5946731863999999]
set logscale x
set xtics nomirror offset 0,0.4 format '%g'
set yrange [60:102]
set ytics 60,10,100 nomirror offset 0.4,0
set grid xtics ytics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'mean time to fit the alignment (s)' at screen 0.55357,0.41412 center font ',7' textcolor rgb '#222222' front
set label 'accuracy on the target (%)' at screen 0.02976,0.66891 center rotate by 90 font ',7' textcolor rgb '#222222' front
plot 'time-skeleton-to-inertial-gaussian-mixture.csv' using (column('fitSeconds')):(100*column('accuracyLow')):(0):((100*column('accuracyHigh'))-(100*column('accuracyLow'))):(column('colour')) with vectors heads size screen 0.006,90 lw 0.8 lc rgb variable, \
  'time-skeleton-to-inertial-gaussian-mixture.csv' using (column('fitSeconds')):(100*column('accuracy')):(column('marker')):(column('colour')) with points pt variable ps 0.65*s lc rgb variable, \
  'time-skeleton-to-inertial-gaussian-mixture.csv' using (column('fitSeconds')):(100*column('accuracy') < 60 ? 60 : NaN):(column('marker')):(column('colour')) with points pt variable ps 0.65*s lc rgb variable
set output
if (turn < words(forms)) reread
