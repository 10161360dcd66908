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
if (form eq 'svg') set terminal svg size 317,539 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'accuracy_skeleton_to_inertial_gaussian_mixture' background 'white'
set output 'accuracy-skeleton-to-inertial-gaussian-mixture.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, cross-subject (overlap=disjoint): skeleton → inertial' at screen 0.02381,0.98186 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.96183 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 430 test samples. Lines: 95 % over subjects. Small rings: persons.' at screen 0.02381,0.94402 left font ',6' textcolor rgb '#555555' front
set arrow from screen 0.02381,0.92123 to screen 0.08333,0.92123 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set label 'floor: majority, 3.7 %' at screen 0.10119,0.92123 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.90045 to screen 0.08333,0.90045 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set label 'not aligned: none, 4.2 %' at screen 0.10119,0.90045 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.87968 to screen 0.08333,0.87968 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set label 'ceiling: target-supervised, 91.2 %' at screen 0.10119,0.87968 left font ',7' textcolor rgb '#222222' front
set label 'target-supervised' at screen 0.3837,0.83003 right font ',7' textcolor rgb '#777777' front
set label 'student-teacher' at screen 0.3837,0.8076 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher-soft' at screen 0.3837,0.78517 right font ',7' textcolor rgb '#222222' front
set label 'mcca' at screen 0.3837,0.76273 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca' at screen 0.3837,0.7403 right font ',7' textcolor rgb '#222222' front
set label 'deep-cca' at screen 0.3837,0.71787 right font ',7' textcolor rgb '#222222' front
set label 'perfect raw' at screen 0.3837,0.69543 right font ',7' textcolor rgb '#222222' front
set label 'perfect centred' at screen 0.3837,0.673 right font ',7' textcolor rgb '#222222' front
set label 'perfect standardised' at screen 0.3837,0.65057 right font ',7' textcolor rgb '#222222' front
set label 'cca' at screen 0.3837,0.62813 right font ',7' textcolor rgb '#222222' front
set label 'gcca' at screen 0.3837,0.6057 right font ',7' textcolor rgb '#222222' front
set label 'siglip' at screen 0.3837,0.58327 right font ',7' textcolor rgb '#222222' front
set label 'vicreg' at screen 0.3837,0.56083 right font ',7' textcolor rgb '#222222' front
set label 'barlow-twins' at screen 0.3837,0.5384 right font ',7' textcolor rgb '#222222' front
set label 'ridge-map source-to-target' at screen 0.3837,0.51597 right font ',7' textcolor rgb '#222222' front
set label 'source-on-source' at screen 0.3837,0.49353 right font ',7' textcolor rgb '#777777' front
set label 'infonce' at screen 0.3837,0.4711 right font ',7' textcolor rgb '#222222' front
set label 'pca-cca' at screen 0.3837,0.44867 right font ',7' textcolor rgb '#222222' front
set label 'csa' at screen 0.3837,0.42623 right font ',7' textcolor rgb '#222222' front
set label 'kernel-cca' at screen 0.3837,0.4038 right font ',7' textcolor rgb '#222222' front
set label 'kernel-ridge' at screen 0.3837,0.38137 right font ',7' textcolor rgb '#222222' front
set label 'ridge-map target-to-source' at screen 0.3837,0.35893 right font ',7' textcolor rgb '#222222' front
set label 'reduced-rank-ridge' at screen 0.3837,0.3365 right font ',7' textcolor rgb '#222222' front
set label 'procrustes' at screen 0.3837,0.31407 right font ',7' textcolor rgb '#222222' front
set label 'knn-propagation' at screen 0.3837,0.29163 right font ',7' textcolor rgb '#222222' front
set label 'pls-svd' at screen 0.3837,0.2692 right font ',7' textcolor rgb '#222222' front
set label 'relative' at screen 0.3837,0.24677 right font ',7' textcolor rgb '#222222' front
set label 'random-projection' at screen 0.3837,0.22433 right font ',7' textcolor rgb '#222222' front
set label 'optimal-transport' at screen 0.3837,0.2019 right font ',7' textcolor rgb '#222222' front
set label 'none' at screen 0.3837,0.17947 right font ',7' textcolor rgb '#222222' front
set label 'majority' at screen 0.3837,0.15703 right font ',7' textcolor rgb '#777777' front
set label 'collapse' at screen 0.3837,0.1346 right font ',7' textcolor rgb '#222222' front
set label 'chance' at screen 0.3837,0.11217 right font ',7' textcolor rgb '#777777' front
set label 'coral' at screen 0.3837,0.08973 right font ',7' textcolor rgb '#222222' front
set label 'subspace-alignment' at screen 0.3837,0.0673 right font ',7' textcolor rgb '#222222' front
set label 'rank (95 %)' at screen 0.90476,0.85247 right font ',6' textcolor rgb '#777777' front
set label 'ties' at screen 0.92143,0.85247 left font ',6' textcolor rgb '#777777' front
set label '1 (1–34)' at screen 0.90476,0.8076 right font ',6' textcolor rgb '#222222' front
set label '1 (1–34)' at screen 0.90476,0.78517 right font ',6' textcolor rgb '#222222' front
set label '1 (1–27)' at screen 0.90476,0.76273 right font ',6' textcolor rgb '#222222' front
set label '5 (1–30)' at screen 0.90476,0.7403 right font ',6' textcolor rgb '#222222' front
set label '5 (1–45)' at screen 0.90476,0.71787 right font ',6' textcolor rgb '#222222' front
set label '10 (1–36)' at screen 0.90476,0.69543 right font ',6' textcolor rgb '#222222' front
set label '10 (1–36)' at screen 0.90476,0.673 right font ',6' textcolor rgb '#222222' front
set label '10 (1–36)' at screen 0.90476,0.65057 right font ',6' textcolor rgb '#222222' front
set label '10 (1–36)' at screen 0.90476,0.62813 right font ',6' textcolor rgb '#222222' front
set label '10 (2–34)' at screen 0.90476,0.6057 right font ',6' textcolor rgb '#222222' front
set label '17 (2–38)' at screen 0.90476,0.58327 right font ',6' textcolor rgb '#222222' front
set label '19 (4–36)' at screen 0.90476,0.56083 right font ',6' textcolor rgb '#222222' front
set label '19 (5–36)' at screen 0.90476,0.5384 right font ',6' textcolor rgb '#222222' front
set label '21 (4–43)' at screen 0.90476,0.51597 right font ',6' textcolor rgb '#222222' front
set label '27 (3–46)' at screen 0.90476,0.4711 right font ',6' textcolor rgb '#222222' front
set label '28 (1–51)' at screen 0.90476,0.44867 right font ',6' textcolor rgb '#222222' front
set label '31 (4–54)' at screen 0.90476,0.42623 right font ',6' textcolor rgb '#222222' front
set label '34 (11–49)' at screen 0.90476,0.4038 right font ',6' textcolor rgb '#222222' front
set label '35 (15–52)' at screen 0.90476,0.38137 right font ',6' textcolor rgb '#222222' front
set label '44 (19–53)' at screen 0.90476,0.35893 right font ',6' textcolor rgb '#222222' front
set label '46 (23–54)' at screen 0.90476,0.3365 right font ',6' textcolor rgb '#222222' front
set label '63 (59–67)' at screen 0.90476,0.31407 right font ',6' textcolor rgb '#222222' front
set label '65 (60–67)' at screen 0.90476,0.29163 right font ',6' textcolor rgb '#222222' front
set label '68 (62–68)' at screen 0.90476,0.2692 right font ',6' textcolor rgb '#222222' front
set label '72 (71–72)' at screen 0.90476,0.24677 right font ',6' textcolor rgb '#222222' front
set label '75 (74–88)' at screen 0.90476,0.22433 right font ',6' textcolor rgb '#222222' front
set label '79 (76–91)' at screen 0.90476,0.2019 right font ',6' textcolor rgb '#222222' front
set label '82 (75–91)' at screen 0.90476,0.17947 right font ',6' textcolor rgb '#222222' front
set label '83 (77–89)' at screen 0.90476,0.1346 right font ',6' textcolor rgb '#222222' front
set label '87 (77–91)' at screen 0.90476,0.08973 right font ',6' textcolor rgb '#222222' front
set label '91 (79–91)' at screen 0.90476,0.0673 right font ',6' textcolor rgb '#222222' front
set arrow from screen 0.93095,0.8076 to screen 0.93095,0.0673 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.93095,0.8076 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.78517 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.76273 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.7403 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.71787 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.69543 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.673 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.65057 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.62813 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.6057 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.58327 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.56083 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.5384 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.51597 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.4711 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.44867 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.42623 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.4038 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.38137 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.35893 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.3365 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.31407 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.29163 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.2692 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.24677 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.2019 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.17947 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.08973 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.93095,0.0673 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.95238,0.22433 to screen 0.95238,0.1346 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.95238,0.22433 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.95238,0.1346 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.40916,0.05608 to screen 0.40916,0.84125 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set arrow from screen 0.41085,0.05608 to screen 0.41085,0.84125 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set arrow from screen 0.72762,0.05608 to screen 0.72762,0.84125 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set lmargin at screen 0.3956
set rmargin at screen 0.75981
set bmargin at screen 0.05608
set tmargin at screen 0.84125
set xrange [0:100]
set xtics 0,20,100 nomirror offset 0,0.4
set yrange [35.5:0.5]
set grid xtics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'accuracy on the target (%)' at screen 0.57771,0.01402 center font ',7' textcolor rgb '#222222' front
plot 'accuracy-skeleton-to-inertial-gaussian-mixture-persons.csv' using (100*column('accuracy')):(column('y')) with points pt 6 ps 0.35*s lw 0.7 lc rgb '#999999', \
  'accuracy-skeleton-to-inertial-gaussian-mixture.csv' using (100*column('accuracyLow')):(column('y')):((100*column('accuracyHigh'))-(100*column('accuracyLow'))):(0):(column('colour')) with vectors heads size screen 0.006,90 lw 1.6 lc rgb variable, \
  'accuracy-skeleton-to-inertial-gaussian-mixture.csv' using (100*column('accuracy')):(column('y')):(column('marker')):(column('colour')) with points pt variable ps 0.6*s lc rgb variable
set output
if (turn < words(forms)) reread
