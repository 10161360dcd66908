# Draws accuracy-skeleton-to-inertial-gaussian-mixture.svg from accuracy-skeleton-to-inertial-gaussian-mixture.csv, accuracy-skeleton-to-inertial-gaussian-mixture-persons.csv.
# Type: gnuplot accuracy-skeleton-to-inertial-gaussian-mixture.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,549 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'accuracy_skeleton_to_inertial_gaussian_mixture' background 'white'
set output 'accuracy-skeleton-to-inertial-gaussian-mixture.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, cross-subject (overlap=disjoint): skeleton → inertial' at screen 0.02381,0.98218 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.9625 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 430 test samples, 5 splits. Lines: 95 % over subjects. Small rings:' at screen 0.02381,0.945 left font ',6' textcolor rgb '#555555' front
set label 'persons.' at screen 0.02381,0.92751 left font ',6' textcolor rgb '#555555' front
set arrow from screen 0.02381,0.90511 to screen 0.08333,0.90511 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set label 'floor: majority, 3.7 %' at screen 0.10119,0.90511 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.8847 to screen 0.08333,0.8847 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set label 'not aligned: none, 4.9 %' at screen 0.10119,0.8847 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.86429 to screen 0.08333,0.86429 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set label 'ceiling: target-supervised, 90.6 %' at screen 0.10119,0.86429 left font ',7' textcolor rgb '#222222' front
set label 'target-supervised' at screen 0.3837,0.81551 right font ',7' textcolor rgb '#777777' front
set label 'student-teacher' at screen 0.3837,0.79347 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher-soft' at screen 0.3837,0.77143 right font ',7' textcolor rgb '#222222' front
set label 'vicreg' at screen 0.3837,0.74939 right font ',7' textcolor rgb '#222222' front
set label 'barlow-twins' at screen 0.3837,0.72735 right font ',7' textcolor rgb '#222222' front
set label 'source-on-source' at screen 0.3837,0.70531 right font ',7' textcolor rgb '#777777' front
set label 'perfect raw' at screen 0.3837,0.68327 right font ',7' textcolor rgb '#222222' front
set label 'perfect centred' at screen 0.3837,0.66123 right font ',7' textcolor rgb '#222222' front
set label 'perfect standardised' at screen 0.3837,0.63918 right font ',7' textcolor rgb '#222222' front
set label 'cca' at screen 0.3837,0.61714 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca' at screen 0.3837,0.5951 right font ',7' textcolor rgb '#222222' front
set label 'csa' at screen 0.3837,0.57306 right font ',7' textcolor rgb '#222222' front
set label 'siglip' at screen 0.3837,0.55102 right font ',7' textcolor rgb '#222222' front
set label 'mcca' at screen 0.3837,0.52898 right font ',7' textcolor rgb '#222222' front
set label 'gcca' at screen 0.3837,0.50694 right font ',7' textcolor rgb '#222222' front
set label 'infonce' at screen 0.3837,0.4849 right font ',7' textcolor rgb '#222222' front
set label 'ridge-map source-to-target' at screen 0.3837,0.46286 right font ',7' textcolor rgb '#222222' front
set label 'kernel-cca' at screen 0.3837,0.44082 right font ',7' textcolor rgb '#222222' front
set label 'pca-cca' at screen 0.3837,0.41878 right font ',7' textcolor rgb '#222222' front
set label 'kernel-ridge' at screen 0.3837,0.39674 right font ',7' textcolor rgb '#222222' front
set label 'ridge-map target-to-source' at screen 0.3837,0.37469 right font ',7' textcolor rgb '#222222' front
set label 'reduced-rank-ridge' at screen 0.3837,0.35265 right font ',7' textcolor rgb '#222222' front
set label 'deep-cca' at screen 0.3837,0.33061 right font ',7' textcolor rgb '#222222' front
set label 'procrustes' at screen 0.3837,0.30857 right font ',7' textcolor rgb '#222222' front
set label 'knn-propagation' at screen 0.3837,0.28653 right font ',7' textcolor rgb '#222222' front
set label 'pls-svd' at screen 0.3837,0.26449 right font ',7' textcolor rgb '#222222' front
set label 'relative' at screen 0.3837,0.24245 right font ',7' textcolor rgb '#222222' front
set label 'subspace-alignment' at screen 0.3837,0.22041 right font ',7' textcolor rgb '#222222' front
set label 'random-projection' at screen 0.3837,0.19837 right font ',7' textcolor rgb '#222222' front
set label 'none' at screen 0.3837,0.17633 right font ',7' textcolor rgb '#222222' front
set label 'coral' at screen 0.3837,0.15429 right font ',7' textcolor rgb '#222222' front
set label 'majority' at screen 0.3837,0.13225 right font ',7' textcolor rgb '#777777' front
set label 'optimal-transport' at screen 0.3837,0.1102 right font ',7' textcolor rgb '#222222' front
set label 'collapse' at screen 0.3837,0.08816 right font ',7' textcolor rgb '#222222' front
set label 'chance' at screen 0.3837,0.06612 right font ',7' textcolor rgb '#777777' front
set label 'rank (95 %)' at screen 0.90476,0.83755 right font ',6' textcolor rgb '#777777' front
set label 'ties' at screen 0.92143,0.83755 left font ',6' textcolor rgb '#777777' front
set label '1 (1–38)' at screen 0.90476,0.79347 right font ',6' textcolor rgb '#222222' front
set label '1 (1–38)' at screen 0.90476,0.77143 right font ',6' textcolor rgb '#222222' front
set label '4 (1–29)' at screen 0.90476,0.74939 right font ',6' textcolor rgb '#222222' front
set label '5 (1–27)' at screen 0.90476,0.72735 right font ',6' textcolor rgb '#222222' front
set label '6 (1–47)' at screen 0.90476,0.68327 right font ',6' textcolor rgb '#222222' front
set label '6 (1–47)' at screen 0.90476,0.66123 right font ',6' textcolor rgb '#222222' front
set label '8 (3–36)' at screen 0.90476,0.63918 right font ',6' textcolor rgb '#222222' front
set label '8 (3–36)' at screen 0.90476,0.61714 right font ',6' textcolor rgb '#222222' front
set label '10 (4–35)' at screen 0.90476,0.5951 right font ',6' textcolor rgb '#222222' front
set label '11 (1–45)' at screen 0.90476,0.57306 right font ',6' textcolor rgb '#222222' front
set label '13 (2–40)' at screen 0.90476,0.55102 right font ',6' textcolor rgb '#222222' front
set label '17 (5–45)' at screen 0.90476,0.52898 right font ',6' textcolor rgb '#222222' front
set label '23 (5–46)' at screen 0.90476,0.50694 right font ',6' textcolor rgb '#222222' front
set label '24 (7–44)' at screen 0.90476,0.4849 right font ',6' textcolor rgb '#222222' front
set label '28 (5–52)' at screen 0.90476,0.46286 right font ',6' textcolor rgb '#222222' front
set label '33 (8–52)' at screen 0.90476,0.44082 right font ',6' textcolor rgb '#222222' front
set label '34 (4–54)' at screen 0.90476,0.41878 right font ',6' textcolor rgb '#222222' front
set label '34 (5–52)' at screen 0.90476,0.39674 right font ',6' textcolor rgb '#222222' front
set label '43 (7–55)' at screen 0.90476,0.37469 right font ',6' textcolor rgb '#222222' front
set label '44 (8–55)' at screen 0.90476,0.35265 right font ',6' textcolor rgb '#222222' front
set label '51 (9–55)' at screen 0.90476,0.33061 right font ',6' textcolor rgb '#222222' front
set label '62 (61–67)' at screen 0.90476,0.30857 right font ',6' textcolor rgb '#222222' front
set label '64 (62–67)' at screen 0.90476,0.28653 right font ',6' textcolor rgb '#222222' front
set label '66 (63–68)' at screen 0.90476,0.26449 right font ',6' textcolor rgb '#222222' front
set label '72 (71–72)' at screen 0.90476,0.24245 right font ',6' textcolor rgb '#222222' front
set label '74 (74–90)' at screen 0.90476,0.22041 right font ',6' textcolor rgb '#222222' front
set label '74 (74–90)' at screen 0.90476,0.19837 right font ',6' textcolor rgb '#222222' front
set label '77 (74–89)' at screen 0.90476,0.17633 right font ',6' textcolor rgb '#222222' front
set label '78 (74–90)' at screen 0.90476,0.15429 right font ',6' textcolor rgb '#222222' front
set label '86 (76–91)' at screen 0.90476,0.1102 right font ',6' textcolor rgb '#222222' front
set label '86 (75–89)' at screen 0.90476,0.08816 right font ',6' textcolor rgb '#222222' front
set arrow from screen 0.93095,0.79347 to screen 0.93095,0.24245 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.93095,0.79347 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.77143 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.74939 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.72735 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.68327 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.66123 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.63918 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.61714 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.5951 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.57306 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.55102 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.52898 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.50694 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.4849 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.46286 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.44082 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.41878 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.39674 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.37469 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.35265 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.33061 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.30857 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.28653 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.26449 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.24245 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.95238,0.22041 to screen 0.95238,0.08816 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.95238,0.22041 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.95238,0.19837 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.95238,0.17633 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.95238,0.15429 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.95238,0.1102 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.95238,0.08816 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.40916,0.0551 to screen 0.40916,0.82653 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set arrow from screen 0.41339,0.0551 to screen 0.41339,0.82653 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set arrow from screen 0.72559,0.0551 to screen 0.72559,0.82653 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set lmargin at screen 0.3956
set rmargin at screen 0.75981
set bmargin at screen 0.0551
set tmargin at screen 0.82653
set xrange [0:100]
set xtics 0,20,100 nomirror offset 0,0.4
set yrange [35.5:0.5]
set grid xtics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'accuracy on the target (%)' at screen 0.57771,0.01378 center font ',7' textcolor rgb '#222222' front
plot 'accuracy-skeleton-to-inertial-gaussian-mixture-persons.csv' using (100*column('accuracy')):(column('y')) with points pt 6 ps 0.35*s lw 0.7 lc rgb '#999999', \
  'accuracy-skeleton-to-inertial-gaussian-mixture.csv' using (100*column('accuracyLow')):(column('y')):((100*column('accuracyHigh'))-(100*column('accuracyLow'))):(0):(column('colour')) with vectors heads size screen 0.006,90 lw 1.6 lc rgb variable, \
  'accuracy-skeleton-to-inertial-gaussian-mixture.csv' using (100*column('accuracy')):(column('y')):(column('marker')):(column('colour')) with points pt variable ps 0.6*s lc rgb variable
set output
if (turn < words(forms)) reread
