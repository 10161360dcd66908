# Draws accuracy-skeleton-to-inertial-clips.svg from accuracy-skeleton-to-inertial-clips.csv, accuracy-skeleton-to-inertial-clips-persons.csv.
# Type: gnuplot accuracy-skeleton-to-inertial-clips.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,265 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'accuracy_skeleton_to_inertial_clips' background 'white'
set output 'accuracy-skeleton-to-inertial-clips.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, unpaired-classes (candidates=unpaired draws=12):' at screen 0.02381,0.96316 left font ',7.5' textcolor rgb '#222222' front
set label 'skeleton → inertial' at screen 0.02381,0.91796 left font ',7.5' textcolor rgb '#222222' front
set label 'Encoders: skeleton: root-relative > resample > minirocket; inertial: resample >' at screen 0.02381,0.87728 left font ',6' textcolor rgb '#555555' front
set label 'differences > magnitudes > standardise-channels > minirocket.' at screen 0.02381,0.84112 left font ',6' textcolor rgb '#555555' front
set label 'gaussian-mixture' at screen 0.02381,0.80495 left font ',6' textcolor rgb '#555555' front
set label '4 persons, 1718 test samples, 12 splits. Lines: 95 % over subjects and splits. Small' at screen 0.02381,0.76879 left font ',6' textcolor rgb '#555555' front
set label 'rings: persons.' at screen 0.02381,0.73263 left font ',6' textcolor rgb '#555555' front
set arrow from screen 0.02381,0.68634 to screen 0.08333,0.68634 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set label 'floor: majority, 11.2 %' at screen 0.10119,0.68634 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.64415 to screen 0.08333,0.64415 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set label 'not aligned: none, 11.3 %' at screen 0.10119,0.64415 left font ',7' textcolor rgb '#222222' front
set arrow from screen 0.02381,0.60196 to screen 0.08333,0.60196 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set label 'ceiling: target-supervised, 93.1 %' at screen 0.10119,0.60196 left font ',7' textcolor rgb '#222222' front
set label 'source-on-source' at screen 0.29715,0.50114 right font ',7' textcolor rgb '#777777' front
set label 'target-supervised' at screen 0.29715,0.45558 right font ',7' textcolor rgb '#777777' front
set label 'perfect' at screen 0.29715,0.41002 right font ',7' textcolor rgb '#222222' front
set label 'ridge-cca' at screen 0.29715,0.36446 right font ',7' textcolor rgb '#222222' front
set label 'none' at screen 0.29715,0.31891 right font ',7' textcolor rgb '#222222' front
set label 'majority' at screen 0.29715,0.27335 right font ',7' textcolor rgb '#777777' front
set label 'chance' at screen 0.29715,0.22779 right font ',7' textcolor rgb '#777777' front
set label 'student-teacher' at screen 0.29715,0.18223 right font ',7' textcolor rgb '#222222' front
set label 'student-teacher-soft' at screen 0.29715,0.13667 right font ',7' textcolor rgb '#222222' front
set label 'rank (95 %)' at screen 0.9,0.5467 right font ',6' textcolor rgb '#777777' front
set label 'ties' at screen 0.91667,0.5467 left font ',6' textcolor rgb '#777777' front
set label '1 (1–2)' at screen 0.9,0.41002 right font ',6' textcolor rgb '#222222' front
set label '2 (1–2)' at screen 0.9,0.36446 right font ',6' textcolor rgb '#222222' front
set label '3 (3–3)' at screen 0.9,0.31891 right font ',6' textcolor rgb '#222222' front
set label '4 (4–4)' at screen 0.9,0.18223 right font ',6' textcolor rgb '#222222' front
set label '4 (4–4)' at screen 0.9,0.13667 right font ',6' textcolor rgb '#222222' front
set arrow from screen 0.92619,0.41002 to screen 0.92619,0.36446 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.92619,0.41002 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.92619,0.36446 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.94762,0.31891 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.96905,0.18223 to screen 0.96905,0.13667 nohead lw 1 dt 1 lc rgb '#222222' back
set label '' at screen 0.96905,0.18223 point pt 7 ps 0.25*s lc rgb '#222222' front
set label '' at screen 0.96905,0.13667 point pt 7 ps 0.25*s lc rgb '#222222' front
set arrow from screen 0.35922,0.1139 to screen 0.35922,0.52392 nohead lw 1.3 dt 3 lc rgb '#22282c' back
set arrow from screen 0.35955,0.1139 to screen 0.35955,0.52392 nohead lw 1.35 dt 4 lc rgb '#6f6349' back
set arrow from screen 0.72699,0.1139 to screen 0.72699,0.52392 nohead lw 1.25 dt 2 lc rgb '#22282c' back
set lmargin at screen 0.30906
set rmargin at screen 0.75787
set bmargin at screen 0.1139
set tmargin at screen 0.52392
set xrange [0:100]
set xtics 0,20,100 nomirror offset 0,0.4
set yrange [9.5:0.5]
set grid xtics lt 1 lc rgb '#e3e3e3' lw 0.6
set label 'accuracy on the target (%)' at screen 0.53346,0.02847 center font ',7' textcolor rgb '#222222' front
plot 'accuracy-skeleton-to-inertial-clips-persons.csv' using (100*column('accuracy')):(column('y')) with points pt 6 ps 0.35*s lw 0.7 lc rgb '#999999', \
  'accuracy-skeleton-to-inertial-clips.csv' using (100*column('accuracyLow')):(column('y')):((100*column('accuracyHigh'))-(100*column('accuracyLow'))):(0):(column('colour')) with vectors heads size screen 0.006,90 lw 1.6 lc rgb variable, \
  'accuracy-skeleton-to-inertial-clips.csv' using (100*column('accuracy')):(column('y')):(column('marker')):(column('colour')) with points pt variable ps 0.6*s lc rgb variable
set output
if (turn < words(forms)) reread
