# Draws accuracy-depth-to-thigh.svg from accuracy-depth-to-thigh.csv, accuracy-depth-to-thigh-persons.csv.
# Type: gnuplot accuracy-depth-to-thigh.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,307 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'accuracy_depth_to_thigh' background 'white'
set output 'accuracy-depth-to-thigh.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'mex, subject-folds (draws=1 folds=5 groups=three): depth → thigh' at screen 0.02381,0.96813 left font ',7.5' textcolor rgb '#222222' front
set label 'gaussian-mixture' at screen 0.02381,0.93293 left font ',6' textcolor rgb '#555555' front
set label '30 persons, 2528 test samples, 5 splits. Lines: 95 % over subjects. Small rings:' at screen 0.02381,0.90164 left font ',6' textcolor rgb '#555555' front
set label 'persons.' at screen 0.02381,0.87036 left font ',6' textcolor rgb '#555555' front
set arrow from screen 0.02381,0.83031 to screen 0.08333,0.83031 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set label 'floor: chance, 14.3 %' at screen 0.10119,0.83031 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.7938 to screen 0.08333,0.7938 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set label 'not aligned: none, 14.2 %' at screen 0.10119,0.7938 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.7573 to screen 0.08333,0.7573 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set label 'ceiling: target-supervised, 84.7 %' at screen 0.10119,0.7573 left font ',7' textcolor rgb '#222222' front
set label 'target-supervised' at screen 0.37479,0.67007 right font ',7' textcolor rgb '#777777' front
set label 'student-teacher' at screen 0.37479,0.63066 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher-soft' at screen 0.37479,0.59124 right font ',7' textcolor rgb '#222222' front
set label 'source-on-source' at screen 0.37479,0.55183 right font ',7' textcolor rgb '#777777' front
set label 'perfect k=32 standardised' at screen 0.37479,0.51241 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=16' at screen 0.37479,0.47299 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=16 standardised' at screen 0.37479,0.43358 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca k=32' at screen 0.37479,0.39416 right font ',7' textcolor rgb '#222222' front
set label 'infonce' at screen 0.37479,0.35475 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=16' at screen 0.37479,0.31533 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=32' at screen 0.37479,0.27591 right font ',7' textcolor rgb '#222222' front
set label 'perfect k=32 shared' at screen 0.37479,0.2365 right font ',7' textcolor rgb '#222222' front
set label 'chance' at screen 0.37479,0.19708 right font ',7' textcolor rgb '#777777' front
set label 'none' at screen 0.37479,0.15766 right font ',7' textcolor rgb '#222222' front
set label 'majority' at screen 0.37479,0.11825 right font ',7' textcolor rgb '#777777' front
set label 'rank (95 %)' at screen 0.87857,0.70949 right font ',6' textcolor rgb '#777777' front
set label 'ties' at screen 0.89524,0.70949 left font ',6' textcolor rgb '#777777' front
set label '1 (1–2)' at screen 0.87857,0.63066 right font ',6' textcolor rgb '#222222' front
set label '2 (1–2)' at screen 0.87857,0.59124 right font ',6' textcolor rgb '#222222' front
set label '3 (3–7)' at screen 0.87857,0.51241 right font ',6' textcolor rgb '#222222' front
set label '4 (3–7)' at screen 0.87857,0.47299 right font ',6' textcolor rgb '#222222' front
set label '5 (3–7)' at screen 0.87857,0.43358 right font ',6' textcolor rgb '#222222' front
set label '6 (3–7)' at screen 0.87857,0.39416 right font ',6' textcolor rgb '#222222' front
set label '7 (3–7)' at screen 0.87857,0.35475 right font ',6' textcolor rgb '#222222' front
set label '8 (8–10)' at screen 0.87857,0.31533 right font ',6' textcolor rgb '#222222' front
set label '9 (8–9)' at screen 0.87857,0.27591 right font ',6' textcolor rgb '#222222' front
set label '9 (8–9)' at screen 0.87857,0.2365 right font ',6' textcolor rgb '#222222' front
set label '11 (11–11)' at screen 0.87857,0.15766 right font ',6' textcolor rgb '#222222' front
set arrow from screen 0.90476,0.63066 to screen 0.90476,0.59124 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.90476,0.63066 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.90476,0.59124 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.92619,0.51241 to screen 0.92619,0.35475 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.92619,0.51241 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.47299 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.43358 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.39416 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.35475 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.94762,0.31533 to screen 0.94762,0.2365 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.94762,0.31533 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.94762,0.27591 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.94762,0.2365 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.96905,0.15766 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.43626,0.09854 to screen 0.43626,0.68978 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set arrow from screen 0.43582,0.09854 to screen 0.43582,0.68978 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set arrow from screen 0.6806,0.09854 to screen 0.6806,0.68978 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set lmargin at screen 0.3867
set rmargin at screen 0.73362
set bmargin at screen 0.09854
set tmargin at screen 0.68978
set xrange [0:100]
set xtics 0,20,100 nomirror offset 0,0.4
set yrange [15.5:0.5]
set grid xtics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'accuracy on the target (%)' at screen 0.56016,0.02464 center font ',7' textcolor rgb '#222222' front
plot 'accuracy-depth-to-thigh-persons.csv' using (100*column('accuracy')):(column('y')) with points pt 6 ps 0.35*s lw 0.7 lc rgb '#999999', \
  'accuracy-depth-to-thigh.csv' using (100*column('accuracyLow')):(column('y')):((100*column('accuracyHigh'))-(100*column('accuracyLow'))):(0):(column('colour')) with vectors heads size screen 0.006,90 lw 1.6 lc rgb variable, \
  'accuracy-depth-to-thigh.csv' using (100*column('accuracy')):(column('y')):(column('marker')):(column('colour')) with points pt variable ps 0.6*s lc rgb variable
set output
if (turn < words(forms)) reread
